package dev.jbuild.engine.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a node beside those that it had: those that are alike are left out, the others are
 * paired with what they seem to have been.
 */
final class StepChanges {
    private final List<Part> before;
    private final List<Change> changes = new ArrayList<>();

    /**
     * A step that is another. At least one of the two is there.
     *
     * @param before empty for a step that is new
     * @param now empty for one that is gone
     */
    record Change(Optional<Part> before, Optional<Part> now) {}

    private StepChanges(List<Part> before) {
        this.before = before;
    }

    static List<Change> between(List<Part> before, List<Part> now) {
        int start = 0;
        int common = Math.min(before.size(), now.size());
        while (start < common && before.get(start).isSame(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < common - start
                && before.get(before.size() - 1 - end).isSame(now.get(now.size() - 1 - end))) {
            end++;
        }
        StepChanges changes =
                new StepChanges(new ArrayList<>(before.subList(start, before.size() - end)));
        changes.pair(now.subList(start, now.size() - end));
        return changes.changes;
    }

    private void pair(List<Part> now) {
        List<Part> rest = new ArrayList<>(now);
        boolean moved = before.size() > 1 && rest.removeIf(this::isThere);
        for (Part part : rest) {
            Optional<Part> like = like(part);
            like.ifPresent(before::remove);
            changes.add(new Change(like, Optional.of(part)));
        }
        for (Part gone : before) {
            changes.add(new Change(Optional.of(gone), Optional.empty()));
        }
        if (changes.isEmpty() && moved) {
            // The same steps in another order.
            changes.add(new Change(Optional.of(now.getFirst()), Optional.of(now.getFirst())));
        }
    }

    private boolean isThere(Part part) {
        for (Part old : before) {
            if (old.isSame(part)) {
                return before.remove(old);
            }
        }
        return false;
    }

    /** The step that it most likely was: by its text, else by its word. */
    private Optional<Part> like(Part part) {
        return before.stream()
                .filter(old -> old.text().equals(part.text()))
                .findFirst()
                .or(
                        () ->
                                before.stream()
                                        .filter(old -> old.word().equals(part.word()))
                                        .findFirst());
    }
}
