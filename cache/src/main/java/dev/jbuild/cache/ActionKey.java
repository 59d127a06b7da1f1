package dev.jbuild.cache;

import java.util.regex.Pattern;

/**
 * The name of a question: everything that can change the result of an action, hashed. Not a {@link
 * dev.jbuild.model.Digest}, which names content; {@link dev.jbuild.cache.key.KeyEncoder} makes
 * keys.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ActionKey(String hex) implements Comparable<ActionKey> {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public ActionKey {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not an action key: " + hex);
        }
    }

    @Override
    public int compareTo(ActionKey other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
