package dev.jbuild.examples.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other programs of the machine. */
public final class Processes {
    /**
     * Has the command that follows hear every signal. A shell without job control starts its
     * background jobs, and so whoever runs the tests, deaf to Ctrl-C.
     */
    static final List<String> HEARING = List.of("/usr/bin/env", "--default-signal");

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Processes() {}

    /** What a program that must succeed prints on standard output. */
    public static String output(List<String> command) throws IOException, InterruptedException {
        return piped(List.of(new ProcessBuilder(command)));
    }

    /** What the last of several programs prints, each of which reads what the one before prints. */
    static String piped(List<ProcessBuilder> pipeline) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jbuild-examples", ".out");
        Path err = Files.createTempFile("jbuild-examples", ".err");
        try {
            pipeline.forEach(p -> p.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile())));
            pipeline.getLast().redirectOutput(out.toFile());
            List<Process> processes = ProcessBuilder.startPipeline(pipeline);
            for (int i = 0; i < processes.size(); i++) {
                if (!processes.get(i).waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    processes.forEach(Processes::kill);
                    throw new AssertionError("no end of " + pipeline.get(i).command());
                }
                if (processes.get(i).exitValue() != 0) {
                    throw new AssertionError(
                            pipeline.get(i).command() + " failed: " + Files.readString(err));
                }
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Ends a process and all that it started. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /**
     * Whether a program runs on this machine, in a container or not, that was started in this way.
     */
    public static boolean isRunning(String commandLine) {
        return !commandLinesWith(commandLine).isEmpty();
    }

    /** The command lines on this machine, those in containers too, that contain a text. */
    public static List<String> commandLinesWith(String text) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(Processes::commandLine)
                    .filter(line -> line.contains(text))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot list the processes of this machine", e);
        }
    }

    /** The processes of this user whose command line contains a text. */
    static List<ProcessHandle> with(String text) {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                commandLine(Path.of("/proc", Long.toString(process.pid())))
                                        .contains(text))
                .toList();
    }

    private static String commandLine(Path process) {
        try {
            byte[] line = Files.readAllBytes(process.resolve("cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException e) {
            return ""; // It has ended since it was listed.
        }
    }
}
