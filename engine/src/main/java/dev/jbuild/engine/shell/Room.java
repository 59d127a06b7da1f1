package dev.jbuild.engine.shell;

import dev.jbuild.model.failure.BuildException;

import java.io.OutputStream;
import java.util.List;

/** A sandbox that somebody is in: with the files, caches, secrets, and network of a step. */
public interface Room {
    Moment moment();

    /**
     * Starts a program on a terminal.
     *
     * @param type as in {@code TERM}
     * @param screen told of what it shows
     */
    RoomProcess startOnTerminal(List<String> command, String type, OutputStream screen)
            throws BuildException;

    /** Starts a program that gets no input. */
    RoomProcess start(List<String> command, OutputStream out, OutputStream err)
            throws BuildException;
}
