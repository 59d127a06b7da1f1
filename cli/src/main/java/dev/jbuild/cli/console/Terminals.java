package dev.jbuild.cli.console;

/**
 * Which streams of the process are terminals.
 *
 * @param out standard output
 * @param err standard error
 */
public record Terminals(boolean out, boolean err) {
    public static final Terminals NONE = new Terminals(false, false);
}
