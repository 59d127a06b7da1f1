package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.console.Console;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** The one place that turns whatever a command throws into a message and an exit code. */
final class Ending {
    private final Console console;
    private final BugReport bugReport;
    private final BooleanSupplier interrupted;

    /**
     * @param interrupted whether the user asked to stop; whatever then fails, failed because of it
     */
    Ending(Console console, BugReport bugReport, BooleanSupplier interrupted) {
        this.console = console;
        this.bugReport = bugReport;
        this.interrupted = interrupted;
    }

    ExitCode of(Callable<ExitCode> command) {
        try {
            ExitCode code = command.call();
            if (code == ExitCode.DONE) {
                console.requireAnswered();
            }
            return code;
        } catch (Throwable failure) {
            return interrupted.getAsBoolean() ? interrupted() : failed(failure);
        }
    }

    private ExitCode failed(Throwable failure) {
        return switch (failure) {
            case UserMistake mistake -> {
                console.error(mistake);
                yield ExitCode.MISTAKE;
            }
            case EnvironmentFailure broken -> {
                console.error(broken);
                yield ExitCode.ENVIRONMENT;
            }
            case InterruptedException _ -> interrupted();
            case OutOfMemoryError full -> {
                console.error(
                        "the memory of the Java machine is used up: " + full.getMessage(),
                        "give it more with JBUILD_JAVA_OPTS=-Xmx4g");
                yield ExitCode.ENVIRONMENT;
            }
            default -> {
                console.error("a bug in jbuild: " + failure, bugReport.write(failure));
                yield ExitCode.BUG;
            }
        };
    }

    private ExitCode interrupted() {
        console.error("interrupted", "what was finished is kept; run it again to go on");
        return ExitCode.INTERRUPTED;
    }
}
