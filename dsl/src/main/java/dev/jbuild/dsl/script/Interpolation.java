package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

/**
 * Texts with values in them. The compiled file calls this instead of Groovy's own interpolation,
 * whose result is no String and whose first use costs a tenth of a second.
 */
public final class Interpolation {
    private Interpolation() {}

    /** The parts behind each other; values have gone through {@link BuildScript#textOf}. */
    public static String join(String... parts) {
        return String.join("", parts);
    }

    /** The text of a plain value; null for a value that has no text of its own. */
    static @Nullable String textOf(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case Character character -> character.toString();
            case PlatformFacts platform -> platform.toString();
            case null, default -> null;
        };
    }
}
