package dev.jbuild.buildkit;

import java.io.OutputStream;
import java.util.List;

/**
 * The sandbox of a step, opened by hand for one program: with its trees, caches, secrets, network.
 * What the program writes is gone when it has ended, but for what is in caches.
 */
public interface Container extends AutoCloseable {

    /**
     * Starts a program in the working folder, with the user and the environment of the step. It
     * gets no input.
     *
     * @param out told of what the program prints, on a thread of the connection; it slows the
     *     program down when it blocks
     * @param err the same for errors
     */
    ContainerProcess start(List<String> command, OutputStream out, OutputStream err)
            throws BuildkitException;

    /**
     * The same on a terminal, where output and errors are one. The daemon closes the terminal when
     * the program ends, and what that printed in its last moment can be lost then.
     *
     * @param type what the terminal is, as in {@code TERM}
     */
    ContainerProcess startOnTerminal(List<String> command, String type, OutputStream screen)
            throws BuildkitException;

    /** Stops what still runs in it, and removes it. */
    @Override
    void close();
}
