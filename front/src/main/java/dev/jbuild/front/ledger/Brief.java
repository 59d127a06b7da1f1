package dev.jbuild.front.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts an entry with many files in brief: where the facts about all files of a folder follow from
 * what {@code find} says, this is kept instead of them.
 */
public final class Brief {
    /** Files that a JVM looks at about as quickly as it starts a process. */
    private static final int MANY = 1_000;

    /** For what is more, a process of its own on another processor. */
    private static final int PORTION = 2_000;

    /** Characters of the folders' paths; the system takes two million of all arguments together. */
    private static final int ARGUMENTS = 500_000;

    private Brief() {}

    /**
     * The same entry in brief; empty when that would save nothing or cannot be had.
     *
     * @param ledger one that holds
     */
    public static Optional<Ledger> of(Ledger ledger, int processors) throws InterruptedException {
        List<Fact.Names> folders = new ArrayList<>();
        int files = 0;
        int characters = 0;
        for (Fact fact : ledger.facts()) {
            if (fact instanceof Fact.Names names) {
                folders.add(names);
                characters += names.folder().length();
            } else if (fact instanceof Fact.Content content && content.settled()) {
                files++;
            }
        }
        if (files < MANY || characters > ARGUMENTS) {
            return Optional.empty();
        }
        List<Sight> sights = new ArrayList<>();
        for (List<String> part : parts(folders, Math.clamp(files / PORTION, 1, processors))) {
            Optional<Sight> sight = Sight.of(part);
            if (sight.isEmpty()) {
                return Optional.empty();
            }
            sights.add(sight.get());
        }
        List<Fact> others = unproven(ledger.facts(), sights);
        return others.size() > ledger.facts().size() - MANY
                ? Optional.empty()
                : Optional.of(
                        new Ledger(
                                ledger.question(),
                                ledger.answer(),
                                0,
                                others,
                                ledger.images(),
                                sights));
    }

    /** Folders in so many parts, with about as many names in each. */
    private static List<List<String>> parts(List<Fact.Names> folders, int count) {
        int names = 0;
        for (Fact.Names folder : folders) {
            names += folder.names().size();
        }
        List<List<String>> parts = new ArrayList<>();
        int held = 0;
        for (Fact.Names folder : folders) {
            if (parts.isEmpty() || (long) held * count >= (long) names * parts.size()) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().add(folder.folder());
            held += folder.names().size();
        }
        return parts;
    }

    private static List<Fact> unproven(List<Fact> facts, List<Sight> sights) {
        List<Fact> others = new ArrayList<>(facts);
        for (Sight sight : sights) {
            Witness witness = new Witness(sight);
            others.removeIf(witness::proves);
        }
        return others;
    }
}
