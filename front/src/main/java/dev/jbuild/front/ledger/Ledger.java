package dev.jbuild.front.ledger;

import java.util.List;
import java.util.Optional;

/**
 * One entry: whenever all facts hold and the engine has the images, {@code answer} is the answer to
 * {@code question}.
 *
 * @param facts each on its own; those that change most often first
 */
public record Ledger(Question question, Answer answer, List<Fact> facts, Optional<Images> images) {
    public Ledger {
        facts = List.copyOf(facts);
    }
}
