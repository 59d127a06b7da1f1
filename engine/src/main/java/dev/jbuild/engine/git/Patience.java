package dev.jbuild.engine.git;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param silence without one byte
 * @param names to say what its branches and tags are
 * @param files to send the files of a commit, or all commits
 */
record Patience(Duration silence, Duration names, Duration files) {
    static final Patience USUAL =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
}
