package dev.jbuild.engine.shell;

import dev.jbuild.model.failure.BuildException;

/** A program in a room. */
public interface RoomProcess {
    /** Gives it input; what comes after its end is dropped. */
    void input(byte[] data);

    /** Says that no more input comes. */
    void endInput();

    /** Tells it how large its terminal is now. */
    void resize(int rows, int columns);

    /**
     * Waits for its end.
     *
     * @return its exit code
     */
    int await() throws BuildException, InterruptedException;
}
