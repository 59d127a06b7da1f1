package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.fail;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;

import java.util.List;
import java.util.UUID;

/** The real daemon that the tests talk to. Without one they fail: a skipped test proves nothing. */
final class Engine {

    static final Platform NATIVE = Platform.LINUX_AMD64;
    static final Output DEBIAN = debian(NATIVE);

    private Engine() {}

    static BuildkitClient connect() throws BuildkitException {
        try {
            return BuildkitClient.connect(endpoint());
        } catch (BuildkitException.Unreachable e) {
            return fail("run dev/test: " + e.getMessage(), e);
        }
    }

    static Endpoint endpoint() {
        String host = System.getenv("DOCKER_HOST");
        return Endpoint.parse(host == null ? "unix:///var/run/docker.sock" : host);
    }

    static String registry() {
        String registry = System.getenv("JBUILD_DEV_REGISTRY");
        return registry == null ? "localhost:5000" : registry;
    }

    static Output debian(Platform platform) {
        return new ImageSource("docker.io/library/debian:bookworm-slim", platform)
                .vertex()
                .output();
    }

    static ExecBuilder shell(String script) {
        return shell(DEBIAN, script);
    }

    static ExecBuilder shell(Output root, String script) {
        return ExecOp.command(NATIVE, root, List.of("/bin/sh", "-c", script));
    }

    /** A step that no earlier run can have cached. */
    static ExecBuilder freshShell(String script) {
        return shell(script).env("RUN", UUID.randomUUID().toString());
    }

    static Definition graph(ExecBuilder step) {
        return Definition.of(step.root(Remarks.NONE));
    }
}
