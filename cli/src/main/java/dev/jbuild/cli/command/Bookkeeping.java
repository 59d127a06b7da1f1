package dev.jbuild.cli.command;

import dev.jbuild.cli.console.UpToDate;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.Evidence;
import dev.jbuild.front.ledger.Fact;
import dev.jbuild.front.ledger.Ledger;
import dev.jbuild.front.ledger.Ledgers;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enters into the ledger what a build rested on, so that the front can answer the next time.
 * Without an entry the next time takes longer, and that is all; so whatever is in doubt gets none.
 */
final class Bookkeeping {
    private final Surroundings surroundings;

    Bookkeeping(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void enter(Evaluation evaluation, BuildReport report, Transcript transcript) {
        if (surroundings.recall().isEmpty() || report.evidence().isEmpty()) {
            return;
        }
        Recall recall = surroundings.recall().get();
        Evidence evidence = report.evidence().get();
        try {
            List<Fact> facts = new ArrayList<>();
            if (!readings(evaluation.readings(), facts)) {
                return;
            }
            int read = facts.size();
            facts.addAll(evidence.facts());
            facts.addAll(recall.program());
            new Ledgers(surroundings.state(), surroundings.clock())
                    .add(
                            new Ledger(
                                    recall.question(),
                                    UpToDate.answer(report.nodes(), transcript.delivered()),
                                    read,
                                    facts,
                                    evidence.images()));
        } catch (IOException e) {
            return;
        }
    }

    /** Whether all that was read can be looked at again. */
    private static boolean readings(List<Reading> readings, List<Fact> facts) throws IOException {
        for (Reading reading : readings) {
            Optional<Fact> fact =
                    switch (reading) {
                        case Reading.Variable(String name, Optional<String> value) ->
                                Optional.of(new Fact.Variable(name, value));
                        case Reading.File(Path path, Optional<Digest> content) ->
                                file(path, content);
                        case Reading.Folder(Path path, Optional<List<String>> names) ->
                                folder(path, names);
                        case Reading.Untold _ -> Optional.empty();
                    };
            if (fact.isEmpty()) {
                return false;
            }
            facts.add(fact.get());
        }
        return true;
    }

    private static Optional<Fact> file(Path path, Optional<Digest> content) throws IOException {
        if (content.isEmpty()) {
            return Optional.of(new Fact.Absence(path.toString()));
        }
        return Fact.Content.toBeRead(path, content.get());
    }

    private static Optional<Fact> folder(Path path, Optional<List<String>> names) {
        if (names.isEmpty()) {
            return Optional.of(new Fact.Absence(path.toString()));
        }
        return Fact.Names.canBeTold(names.get())
                ? Optional.of(new Fact.Names(path.toString(), names.get()))
                : Optional.empty();
    }
}
