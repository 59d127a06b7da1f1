package dev.jbuild.engine.secret;

import dev.jbuild.model.ControlText;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces the values of secrets in texts by {@code ***}.
 *
 * <p>Output is shown by lines, and so each line of a value is looked for by itself. A line of fewer
 * than three characters is left alone: it says nothing, and it is found everywhere.
 */
public final class Mask {
    /** Replaces nothing. */
    public static final Mask NONE = new Mask(List.of());

    private static final int SHORTEST = 3;

    private final List<String> hidden;

    private Mask(List<String> hidden) {
        this.hidden = hidden;
    }

    static Mask of(Collection<String> values) {
        return new Mask(
                values.stream()
                        .flatMap(value -> Stream.concat(value.lines(), Stream.of(value)))
                        .map(String::strip)
                        .filter(line -> line.length() >= SHORTEST)
                        .distinct()
                        // A value may begin with another one.
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    public String apply(String text) {
        if (hidden.isEmpty()) {
            return text;
        }
        String masked = replace(text);
        // Colours and the like, with which a value is not found, are taken out where it is shown.
        String seen = ControlText.removedFrom(masked);
        String maskedAsSeen = replace(seen);
        return maskedAsSeen.equals(seen) ? masked : maskedAsSeen;
    }

    private String replace(String text) {
        String masked = text;
        for (String line : hidden) {
            masked = masked.replace(line, "***");
        }
        return masked;
    }
}
