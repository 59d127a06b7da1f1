package dev.jbuild.buildkit.session;

import java.util.Comparator;

/**
 * The order in which entries must be sent: that of the UTF-8 bytes of their names. {@link
 * String#compareTo} differs for characters beyond the first 65536.
 */
final class Utf8Order {

    /** For the names within one directory. */
    static final Comparator<String> NAMES = (a, b) -> compare(a, b, false);

    /**
     * For relative paths: what is in a directory comes right behind it, before any name that merely
     * begins alike, as if the separator were smaller than every other byte.
     */
    static final Comparator<String> PATHS = (a, b) -> compare(a, b, true);

    private Utf8Order() {}

    private static int compare(String a, String b, boolean separatorFirst) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return Integer.compare(rank(left, separatorFirst), rank(right, separatorFirst));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /**
     * Half a character beyond the first 65536 comes behind every whole one: four bytes begin with a
     * larger one than three.
     */
    private static int rank(char unit, boolean separatorFirst) {
        if (separatorFirst && unit == '/') {
            return -1;
        }
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
