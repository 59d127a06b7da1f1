package dev.jbuild.front.ledger;

import java.util.List;

/**
 * What a build with nothing to do says, but for the time that it took. With colours, which are
 * taken out where they are not wanted.
 *
 * @param plan the first lines of a plain log
 * @param log the lines that a live display leaves on the screen, too
 * @param summary the lines of the end; the last is without emphasis and lacks the time
 */
public record Answer(List<String> plan, List<String> log, List<String> summary) {
    public Answer {
        plan = List.copyOf(plan);
        log = List.copyOf(log);
        summary = List.copyOf(summary);
    }
}
