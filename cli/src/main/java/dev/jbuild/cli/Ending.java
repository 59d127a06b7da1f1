package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.console.Console;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.concurrent.Callable;

/** The one place that turns whatever a command throws into a message and an exit code. */
final class Ending {
    private final Console console;
    private final BugReport bugReport;

    Ending(Console console, BugReport bugReport) {
        this.console = console;
        this.bugReport = bugReport;
    }

    ExitCode of(Callable<ExitCode> command) {
        try {
            return command.call();
        } catch (UserMistake mistake) {
            console.error(mistake);
            return ExitCode.MISTAKE;
        } catch (EnvironmentFailure failure) {
            console.error(failure);
            return ExitCode.ENVIRONMENT;
        } catch (InterruptedException e) {
            console.error("interrupted", "what was finished is kept; run it again to go on");
            return ExitCode.INTERRUPTED;
        } catch (OutOfMemoryError e) {
            console.error(
                    "the memory of the Java machine is used up: " + e.getMessage(),
                    "give it more with JBUILD_JAVA_OPTS=-Xmx4g");
            return ExitCode.ENVIRONMENT;
        } catch (Throwable bug) {
            console.error("a bug in jbuild: " + bug, bugReport.write(bug));
            return ExitCode.BUG;
        }
    }
}
