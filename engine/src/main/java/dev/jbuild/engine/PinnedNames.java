package dev.jbuild.engine;

import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.Pins;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Finds out what the names of one kind stand for that steps have, each with a place that has it.
 */
record PinnedNames<N, V>(Pins<N, V> pins) {
    /**
     * What the names stand for.
     *
     * @throws UserMistake with everything that is wrong with the names
     */
    Map<N, V> find(SequencedMap<N, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        Map<N, V> found = new HashMap<>();
        each(uses, name -> found.put(name, pins.pin(name)));
        return found;
    }

    /** Looks up anew what the names stand for, whatever the lock says of them. */
    void renew(SequencedMap<N, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        each(uses, pins::renew);
    }

    private void each(SequencedMap<N, SourceSpan> uses, Looking<N> looking)
            throws BuildException, InterruptedException, IOException {
        List<Diagnostic> mistakes = new ArrayList<>();
        for (Map.Entry<N, SourceSpan> use : uses.entrySet()) {
            try {
                looking.at(use.getKey());
            } catch (UserMistake mistake) {
                mistake.diagnostics().forEach(each -> mistakes.add(each.at(use.getValue())));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
    }

    @FunctionalInterface
    private interface Looking<N> {
        void at(N name) throws BuildException, InterruptedException, IOException;
    }

    /** What the names stand for, as far as that is known; nobody is asked. */
    Map<N, V> known(SequencedMap<N, SourceSpan> uses) throws BuildException {
        Map<N, V> known = new HashMap<>();
        for (N name : uses.keySet()) {
            pins.known(name).ifPresent(value -> known.put(name, value));
        }
        return known;
    }

    /** What a lock would have to name. */
    List<Diagnostic> missing(SequencedMap<N, SourceSpan> uses, LockFile lock) {
        List<Diagnostic> missing = new ArrayList<>();
        uses.forEach(
                (name, span) -> {
                    if (pins.in(lock, name).isEmpty()) {
                        missing.add(Pins.notLocked(name).at(span));
                    }
                });
        return missing;
    }
}
