package dev.jbuild.front.standby;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Starts a jbuild that stands by.
 *
 * @param launcher of this jbuild
 * @param role by which the launcher chooses the classes that are there from the start
 */
public record Starter(Path launcher, String role) {
    /** The variable that tells the launcher, and through it the program, where to stand by. */
    public static final String VARIABLE = "JBUILD_STANDBY_AT";

    /** What a jbuild says when it can be called. */
    public static final String READY = "ready";

    /**
     * Waits until it can be called.
     *
     * @param socket that it has to make
     * @param log where it says what is wrong
     * @return whether it can
     */
    boolean start(Path socket, Path log) throws IOException {
        // Of what the caller has open, a child of Java inherits nothing but these three.
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectError(Redirect.appendTo(log.toFile()));
        builder.environment().put(VARIABLE, role + ":" + socket);
        Process process = builder.start();
        try (InputStream said = process.getInputStream()) {
            return said.readNBytes(READY.length()).length == READY.length();
        }
    }
}
