package dev.jbuild.front.ledger;

import java.util.List;
import java.util.Optional;

/**
 * One entry: whenever all facts hold, the engine has the images and the same is to be seen, {@code
 * answer} is the answer to {@code question}.
 *
 * @param readings of the facts, so many, from the first, are what evaluating the build file rested
 *     on
 * @param facts each on its own
 * @param sights what stands for further facts, many at once
 */
public record Ledger(
        Question question,
        Answer answer,
        int readings,
        List<Fact> facts,
        Optional<Images> images,
        List<Sight> sights) {
    public Ledger {
        facts = List.copyOf(facts);
        sights = List.copyOf(sights);
        if (readings < 0 || readings > facts.size()) {
            throw new IllegalArgumentException(readings + " of " + facts.size() + " facts");
        }
    }

    /** An entry in which each fact is told. */
    public Ledger(
            Question question,
            Answer answer,
            int readings,
            List<Fact> facts,
            Optional<Images> images) {
        this(question, answer, readings, facts, images, List.of());
    }
}
