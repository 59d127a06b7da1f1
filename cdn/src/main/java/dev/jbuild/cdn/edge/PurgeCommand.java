package dev.jbuild.cdn.edge;

import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of the user that makes what is in front of an origin forget what has changed.
 *
 * <p>It comes from the environment of the user and never from a build file, which must not start
 * programs on the machine.
 */
public final class PurgeCommand {
    /** The variable that holds the command. */
    public static final String VARIABLE = "JBUILD_CDN_PURGE";

    private static final int LAST_LINES = 10;

    private final String command;
    private final Map<String, String> environment;

    private PurgeCommand(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /**
     * The command of a user, empty when there is none.
     *
     * @param environment what the command sees as well
     */
    public static Optional<PurgeCommand> of(Map<String, String> environment) {
        String command = environment.getOrDefault(VARIABLE, "");
        return command.isBlank()
                ? Optional.empty()
                : Optional.of(new PurgeCommand(command, environment));
    }

    /**
     * Runs it with a path on each line of its input; not at all when there is none.
     *
     * @param release that is served now
     * @param paths what has changed under its name, relative to the root of the release
     * @param again what the user does to have a command that fails run again
     * @throws EnvironmentFailure {@code cdn-purge} when the command fails
     */
    public void run(String origin, Digest release, List<String> paths, String again)
            throws EnvironmentFailure, IOException {
        if (paths.isEmpty()) {
            return;
        }
        Path folder = Files.createTempDirectory("jbuild-purge");
        Path input = folder.resolve("paths");
        Path output = folder.resolve("output");
        try {
            Files.write(input, paths);
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectInput(input.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("JBUILD_ORIGIN", origin);
            builder.environment().put("JBUILD_RELEASE", release.hex());
            int exitCode = await(builder.start());
            if (exitCode != 0) {
                throw failed(
                        exitCode, Files.readString(output, StandardCharsets.ISO_8859_1), again);
            }
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
            Files.delete(folder);
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static EnvironmentFailure failed(int exitCode, String output, String again) {
        List<String> lines = output.lines().toList();
        String said =
                String.join(
                        "; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return new EnvironmentFailure(
                "cdn-purge",
                "the release is published, but the command in "
                        + VARIABLE
                        + " ended with "
                        + exitCode
                        + (said.isBlank() ? "" : ": " + said),
                "mend the command; " + again + " runs it again, with all that may be stale",
                null);
    }
}
