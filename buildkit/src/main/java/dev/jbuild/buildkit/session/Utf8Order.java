package dev.jbuild.buildkit.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which entries must be sent: that of the UTF-8 bytes of their names. {@link
 * String#compareTo} differs for characters beyond the first 65536.
 */
final class Utf8Order {

    /** For the names within one directory. */
    static final Comparator<String> NAMES =
            (a, b) ->
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /**
     * For relative paths: what is in a directory comes right behind it, before any name that merely
     * begins alike, as if the separator were smaller than every other byte.
     */
    static final Comparator<String> PATHS =
            (a, b) -> NAMES.compare(a.replace('/', '\0'), b.replace('/', '\0'));

    private Utf8Order() {}
}
