package dev.jbuild.cli.option;

/** How a build is shown while it runs. */
public enum ProgressStyle {
    /** Live on a terminal, plain elsewhere. */
    AUTO,
    /** One line per event. */
    PLAIN,
    /** A live region at the bottom of the terminal. */
    TTY
}
