package dev.jbuild.dsl.diagnose;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the user probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The candidate that is nearest to {@code written}, if one is near enough to be meant. */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        int tolerance = Math.max(1, written.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(written, candidate) <= tolerance)
                .min(
                        Comparator.comparingInt((String candidate) -> distance(written, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * A hint: what was probably meant, and all that is valid.
     *
     * @param prefix written before each candidate, such as the {@code +} of a target
     * @param valid begins the list, as in {@code steps of a target}
     */
    public static String hint(
            String written, Collection<String> candidates, String prefix, String valid) {
        return hint(written, candidates, candidates, prefix, valid);
    }

    /**
     * The same, with a list of its own.
     *
     * @param listed those of the candidates that are of the kind that is looked for
     */
    public static String hint(
            String written,
            Collection<String> candidates,
            Collection<String> listed,
            String prefix,
            String valid) {
        String meant =
                nearest(written, candidates)
                        .map(candidate -> "did you mean `" + prefix + candidate + "`?\n")
                        .orElse("");
        if (listed.isEmpty()) {
            return meant + valid + ": none";
        }
        return meant
                + valid
                + ": "
                + listed.stream().sorted().map(prefix::concat).collect(Collectors.joining(", "));
    }

    /** Edits between two words, where swapping neighbours is one edit and case counts nothing. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
                least = Math.min(least, edits[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                edits[i][j] = swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
            }
        }
        return edits[a.length()][b.length()];
    }
}
