package dev.jbuild.engine.testing;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.model.Project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A build in a process of its own, which can be killed like any other. */
public final class BuildProcess {
    private final Process process;

    private BuildProcess(Process process) {
        this.process = process;
    }

    /** Arguments: the folder of a {@link BuildChecker}, and the nonce of the project. */
    public static void main(String[] args) throws Exception {
        Checked built = new BuildChecker(Path.of(args[0])).build(project(args[1]));
        built.ran().forEach(target -> System.out.println("ran " + target));
        for (BuildEvent event : built.events()) {
            if (event instanceof BuildEvent.Notice(String text)) {
                System.out.println("note " + text);
            }
        }
        System.exit(built.report().succeeded() ? 0 : 1);
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

    /** Waits for its end; what it printed. */
    public List<String> output() throws InterruptedException {
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + " after " + lines);
        }
        return lines;
    }
}
