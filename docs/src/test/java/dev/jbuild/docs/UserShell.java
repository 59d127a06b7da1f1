package dev.jbuild.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The shell of a user who has installed jbuild.
 *
 * @param project where commands are run
 * @param state where jbuild keeps what is to be kept
 */
record UserShell(Path project, Path state) {
    /**
     * How a script ended.
     *
     * @param output what it has said on both streams, in order
     */
    record Ended(int exitCode, String output) {}

    Ended run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("bash", "-ec", script))
                        .directory(project.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("PATH", searchPath());
        builder.environment().put("JBUILD_HOME", state.toString());
        builder.environment().put("JBUILD_STANDBY", "on");
        builder.environment().put("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** The distribution and the development engine's client, before what the machine has. */
    private static String searchPath() {
        String distribution = Objects.requireNonNull(System.getProperty("jbuild.distribution"));
        String docker = Objects.requireNonNullElse(System.getenv("JBUILD_DEV_DOCKER"), "");
        return String.join(
                ":",
                Path.of(distribution, "bin").toString(),
                docker.substring(0, Math.max(0, docker.lastIndexOf('/'))),
                System.getenv("PATH"));
    }
}
