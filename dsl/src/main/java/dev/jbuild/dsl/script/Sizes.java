package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.LimitReached;

/** How large the values of a build file may be that one call makes. */
final class Sizes {
    /** In a list, a set, a range. */
    private static final long MOST_ELEMENTS = 10_000_000;

    private static final long MOST_CHARACTERS = 50_000_000;

    /** Of a whole number, which then has 300,000 digits. */
    private static final long MOST_BITS = 1_000_000;

    private Sizes() {}

    static void requireElements(double count) {
        if (count > MOST_ELEMENTS) {
            throw new LimitReached("this makes too many values: %,.0f".formatted(count));
        }
    }

    static void requireCharacters(double count) {
        if (count > MOST_CHARACTERS) {
            throw new LimitReached("this makes too long a text: %,.0f characters".formatted(count));
        }
    }

    static void requireBits(double count) {
        if (count > MOST_BITS) {
            throw new LimitReached("this makes too large a number");
        }
    }
}
