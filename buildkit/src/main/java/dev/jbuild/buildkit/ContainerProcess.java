package dev.jbuild.buildkit;

/** A program that runs in a {@link Container}. Methods may be called by many threads at once. */
public interface ContainerProcess {

    /** Gives the program input; what comes after its end is dropped. */
    void input(byte[] data);

    /** Says that no more input comes. */
    void endInput();

    /** Tells a program on a terminal how large that is now. */
    void resize(int rows, int columns);

    /**
     * Waits for the end of the program and of its output.
     *
     * @return its exit code. Of a program that is not there it is not 0, and {@code runc} says why
     *     among what it printed
     * @throws BuildkitException when the daemon knows no exit code, or the build has ended
     * @throws InterruptedException when the calling thread was interrupted; the program was killed
     */
    int await() throws BuildkitException, InterruptedException;
}
