package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;

import java.time.Duration;

/** A process with a build that never ends by itself, for signals to be sent to. */
final class EndlessBuild {
    private EndlessBuild() {}

    public static void main(String[] arguments) {
        boolean polite = arguments[0].equals("polite");
        new Interruption(Thread.currentThread(), () -> {}, Duration.parse(arguments[1])).watch();
        System.out.print("r");
        System.out.flush();
        while (true) {
            try {
                Thread.sleep(Duration.ofHours(1));
            } catch (InterruptedException e) {
                if (polite) {
                    System.exit(ExitCode.INTERRUPTED.number());
                }
            }
        }
    }
}
