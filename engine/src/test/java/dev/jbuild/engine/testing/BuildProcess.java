package dev.jbuild.engine.testing;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.model.Project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A build in a process of its own, which can be killed like any other. */
public final class BuildProcess {
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private BuildProcess(Process process) {
        this.process = process;
    }

    /** Arguments: the folder of a {@link BuildChecker}, and the nonce of the project. */
    public static void main(String[] args) throws Exception {
        Checked built =
                new BuildChecker(Path.of(args[0])).build(project(args[1]), BuildProcess::tell);
        built.ran().forEach(target -> System.out.println("ran " + target));
        System.exit(built.report().succeeded() ? 0 : 1);
    }

    private static void tell(BuildEvent event) {
        switch (event) {
            case BuildEvent.Notice(String text) -> System.out.println("note " + text);
            case BuildEvent.StepStarted(var _, int _, String description) ->
                    System.out.println("step " + description);
            default -> {}
        }
        System.out.flush();
    }

    /** Three targets, one after the other; the last delivers what came of {@code in.txt}. */
    public static Project project(String nonce) {
        return new TestProject()
                .target(
                        "one",
                        t ->
                                t.from(TestProject.BASE)
                                        .copy("in.txt", "/in.txt")
                                        .run("sleep 0.3; cat /in.txt > /one; : " + nonce)
                                        .artifact("/one"))
                .target(
                        "two",
                        t ->
                                t.fromTarget("one")
                                        .run("sleep 0.3; cat /one /one > /two")
                                        .artifact("/two", "build/two"))
                .target(
                        "three",
                        t ->
                                t.fromScratch()
                                        .copyArtifact("one", "one", "/out/one")
                                        .copyArtifact("two", "two", "/out/two")
                                        .artifact("/out", "build/three"))
                .goals("two", "three");
    }

    /** Starts a build of {@link #project}. */
    public static BuildProcess start(Path folder, String nonce) throws IOException {
        return new BuildProcess(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BuildProcess.class.getName(),
                                folder.toString(),
                                nonce)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it prints a line with a text in it. */
    public void await(String text) throws IOException {
        String line;
        do {
            line = process.inputReader().readLine();
            if (line == null) {
                throw new AssertionError("no `" + text + "` in " + lines);
            }
            lines.add(line);
        } while (!line.contains(text));
    }

    /** Waits for its end; what it printed. */
    public List<String> output() throws InterruptedException {
        lines.addAll(process.inputReader().lines().toList());
        if (process.waitFor() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + " after " + lines);
        }
        return List.copyOf(lines);
    }
}
