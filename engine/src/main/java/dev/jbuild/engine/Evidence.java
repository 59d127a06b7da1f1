package dev.jbuild.engine;

import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Images;

import java.util.List;
import java.util.Optional;

/**
 * What the outcome of a build rests on, beside the project that was built: as long as all of it is
 * so, building again would find nothing to do.
 *
 * @param images what the engine has to have
 */
public record Evidence(List<Fact> facts, Optional<Images> images) {
    public Evidence {
        facts = List.copyOf(facts);
    }
}
