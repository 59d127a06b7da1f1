package dev.jbuild.front.ledger;

import java.util.List;
import java.util.Optional;

/**
 * One entry: whenever all facts hold and the engine has the images, {@code answer} is the answer to
 * {@code question}.
 *
 * @param readings of the facts, so many, from the first, are what evaluating the build file rested
 *     on
 * @param facts each on its own
 */
public record Ledger(
        Question question, Answer answer, int readings, List<Fact> facts, Optional<Images> images) {
    public Ledger {
        facts = List.copyOf(facts);
        if (readings < 0 || readings > facts.size()) {
            throw new IllegalArgumentException(readings + " of " + facts.size() + " facts");
        }
    }
}
