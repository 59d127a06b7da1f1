package dev.jbuild.cli.command;

/** How the process ends. Documented and stable: scripts depend on the numbers. */
public enum ExitCode {
    /** Everything asked for is built and delivered. */
    DONE(0),
    /** A step failed. */
    STEP_FAILED(1),
    /** The command line or a build file is not right. */
    MISTAKE(2),
    /** The engine, a registry or the machine failed. */
    ENVIRONMENT(3),
    /** A bug in jbuild. */
    BUG(70),
    /** Stopped by the user: 128 and the number of SIGINT, as shells have it. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
