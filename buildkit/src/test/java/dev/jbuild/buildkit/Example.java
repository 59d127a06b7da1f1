package dev.jbuild.buildkit;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;

import java.nio.file.Path;
import java.util.List;

/** Runs a program in a container and fetches the files that it makes. */
final class Example {
    private Example() {}

    /**
     * Does it.
     *
     * @param arguments the address of a daemon, such as {@code unix:///var/run/docker.sock}, and
     *     the folder for the files
     */
    public static void main(String... arguments) throws Exception {
        String address = arguments[0];
        Path folder = Path.of(arguments[1]);
        try (BuildkitClient client = BuildkitClient.connect(Endpoint.parse(address))) {
            Platform platform = client.capabilities().platforms().getFirst();
            Output base =
                    new ImageSource("docker.io/library/debian:bookworm-slim", platform)
                            .vertex()
                            .output();
            String script = "mkdir /out && uname -m > /out/machine";
            Output made =
                    ExecOp.command(platform, base, List.of("/bin/sh", "-c", script))
                            .root(Remarks.named("ask the machine"));
            Output files =
                    FileOp.of(Tree.scratch(), new FileAction.Copy(made, "/out", "/files"))
                            .vertex(Remarks.named("take the files"))
                            .output();
            BuildRequest request =
                    BuildRequest.builder()
                            .exports(List.of(new Export.Local(folder, 1_000_000)))
                            .progress(Example::tell)
                            .build();
            client.build(
                    request,
                    gateway -> {
                        Ref tree = gateway.solve(Definition.of(files));
                        return new Finish<>(tree, GatewayResult.single(tree, ""));
                    });
        } catch (BuildkitException.StepFailed e) {
            System.err.println("a step failed: " + e.getMessage());
        }
    }

    private static void tell(Progress event) {
        switch (event) {
            case Progress.VertexStarted started -> System.out.println("begins: " + started.name());
            case Progress.VertexCompleted done -> System.out.println("done: " + done.name());
            default -> {}
        }
    }
}
