package dev.jbuild.cli;

import java.util.Set;

/** Work that goes on when a build is over, since Java has no way to end it but with the process. */
final class Leftovers {
    /** Names of threads: a build file that runs without end, a file system that does not answer. */
    private static final Set<String> THREADS =
            Set.of("evaluation", "checkout", "ahead", "question");

    private Leftovers() {}

    static boolean areThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> THREADS.contains(thread.getName()));
    }
}
