package dev.jbuild.cli.command;

import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Question;

import java.util.List;

/**
 * How the front recognises a request when it is made again.
 *
 * @param program how the jars of this jbuild looked when it started: another one may build in
 *     another way
 */
public record Recall(Question question, List<Fact.Look> program) {
    public Recall {
        program = List.copyOf(program);
    }
}
