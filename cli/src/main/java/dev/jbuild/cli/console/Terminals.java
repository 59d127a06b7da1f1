package dev.jbuild.cli.console;

import java.nio.file.Path;

/**
 * Which streams of the process are terminals.
 *
 * @param out standard output
 * @param err standard error
 * @param device of the terminal that has a size
 */
public record Terminals(boolean out, boolean err, Path device) {
    /** The terminal that the process was started from, whatever its streams are. */
    private static final Path OWN = Path.of("/dev/tty");

    public static final Terminals NONE = new Terminals(false, false);

    public Terminals(boolean out, boolean err) {
        this(out, err, OWN);
    }
}
