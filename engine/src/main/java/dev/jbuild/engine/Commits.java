package dev.jbuild.engine;

import dev.jbuild.engine.git.CommitPins;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Finds out which commits the names in steps stand for. */
final class Commits {
    private final CommitPins pins;

    Commits(CommitPins pins) {
        this.pins = pins;
    }

    /** The names in recipes, each with the first place that has it. */
    static SequencedMap<GitRef, SourceSpan> uses(Collection<Recipe> recipes) {
        SequencedMap<GitRef, SourceSpan> uses = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.Copy copy
                        && copy.source() instanceof Step.CopySource.Repository(GitRef at)
                        && !at.isFixed()) {
                    uses.putIfAbsent(at, copy.span());
                }
            }
        }
        return uses;
    }

    /**
     * What the names stand for.
     *
     * @throws UserMistake with everything that is wrong with the names
     */
    Map<GitRef, String> pins(SequencedMap<GitRef, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        Map<GitRef, String> commits = new HashMap<>();
        each(uses, at -> commits.put(at, pins.pin(at)));
        return commits;
    }

    /** Looks up anew what the names stand for, whatever the lock says of them. */
    void renew(SequencedMap<GitRef, SourceSpan> uses)
            throws BuildException, InterruptedException, IOException {
        each(uses, pins::renew);
    }

    private static void each(SequencedMap<GitRef, SourceSpan> uses, Looking looking)
            throws BuildException, InterruptedException, IOException {
        List<Diagnostic> mistakes = new ArrayList<>();
        for (Map.Entry<GitRef, SourceSpan> use : uses.entrySet()) {
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
    private interface Looking {
        void at(GitRef name) throws BuildException, InterruptedException, IOException;
    }

    /** What the names stand for, as far as that is known; nobody is asked. */
    Map<GitRef, String> knownPins(SequencedMap<GitRef, SourceSpan> uses) throws BuildException {
        Map<GitRef, String> commits = new HashMap<>();
        for (GitRef at : uses.keySet()) {
            pins.known(at).ifPresent(commit -> commits.put(at, commit));
        }
        return commits;
    }

    /** What the lock would have to name. */
    static List<Diagnostic> missing(SequencedMap<GitRef, SourceSpan> uses, LockFile lock) {
        List<Diagnostic> missing = new ArrayList<>();
        uses.forEach(
                (at, span) -> {
                    if (lock.commit(at).isEmpty()) {
                        missing.add(CommitPins.notLocked(at, "--locked").at(span));
                    }
                });
        return missing;
    }
}
