package dev.jbuild.cli.console;

/** Columns and rows of a terminal. */
record TerminalSize(int columns, int rows) {
    /** What terminals have when they do not say. */
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    /** Narrower or lower than this, drawing makes no sense; cut lines would say nothing. */
    private static final int SMALLEST = 4;

    TerminalSize {
        if (columns < SMALLEST || rows < SMALLEST) {
            throw new IllegalArgumentException("not a size: " + columns + "x" + rows);
        }
    }
}
