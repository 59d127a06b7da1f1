package dev.jbuild.examples.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged command line on a project, with a cache of its own. */
public final class Jbuild {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path project;
    private final Path logs;
    private final Map<String, String> environment;
    private final Path launcher;

    /**
     * @param folder an empty folder, for the project and the cache
     */
    public Jbuild(Path folder) throws IOException {
        this(folder, Path.of(System.getProperty("jbuild.distribution", "../cli/target/jbuild")));
    }

    /**
     * @param folder an empty folder, for the project and the cache
     * @param distribution the jbuild that is run
     */
    public Jbuild(Path folder, Path distribution) throws IOException {
        this.launcher = distribution.resolve("bin/jbuild").toAbsolutePath().normalize();
        this.project = Files.createDirectories(folder.resolve("project"));
        this.logs = Files.createDirectories(folder.resolve("logs"));
        this.environment = new HashMap<>(TestEngine.environment());
        // Of the job that runs the tests, which is not to be annotated.
        environment.remove("GITHUB_ACTIONS");
        environment.put("JBUILD_HOME", folder.resolve("home").toString());
        environment.put("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        // What a test sees is to be done by the process that it has started.
        environment.put("JBUILD_STANDBY", "off");
    }

    /** The variables of the process. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Sets a variable of the process. */
    @CanIgnoreReturnValue
    public Jbuild environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Has builds done by a process that stands by, as on the machine of a user. */
    @CanIgnoreReturnValue
    public Jbuild standingBy() {
        return environment("JBUILD_STANDBY", "on");
    }

    /** The processes that stand by. */
    public List<ProcessHandle> bystanders() {
        return Processes.with("-Djbuild.standby.at=" + environment.get("JBUILD_HOME") + "/");
    }

    /** Takes variables of the process away. */
    @CanIgnoreReturnValue
    public Jbuild without(String... names) {
        List.of(names).forEach(environment::remove);
        return this;
    }

    /** The folder of the project. */
    public Path project() {
        return project;
    }

    /** A file of the project, or a place for one. */
    public Path path(String name) {
        return project.resolve(name);
    }

    /** Writes a file of the project. */
    @CanIgnoreReturnValue
    public Jbuild write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
        return this;
    }

    /** Runs to the end. */
    @CanIgnoreReturnValue
    public Outcome run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            return running.await(LIMIT);
        }
    }

    /** Begins to run. */
    public Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Processes.HEARING);
        command.add(launcher().toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(logs, "out", ".log");
        Path err = Files.createTempFile(logs, "err", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /**
     * Begins to run on a terminal. Beside the project, {@code before} and {@code after} say how
     * that was set.
     */
    public Terminal startOnTerminal(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("stty -g >../before; \"$@\"; code=$?; stty -g >../after; exit $code");
        command.addAll(List.of("sh", launcher().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(Terminal.on(command)).directory(project.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm");
        return new Terminal(builder);
    }

    /** The program that is run. */
    public Path launcher() {
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError(
                    "no distribution at " + launcher + ": `mvn package -pl cli -am` makes it");
        }
        return launcher;
    }
}
