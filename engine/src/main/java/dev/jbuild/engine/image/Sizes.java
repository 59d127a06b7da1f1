package dev.jbuild.engine.image;

import java.util.List;
import java.util.Locale;

/** Sizes as people read them. */
public final class Sizes {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final double THOUSAND = 1000;

    private Sizes() {}

    /** Such as {@code 12.3 MB}. */
    public static String text(long bytes) {
        return text(bytes, 1);
    }

    /** Such as {@code 12.34 MB}, for sizes that are compared. */
    public static String exact(long bytes) {
        return text(bytes, 2);
    }

    private static String text(long bytes, int digits) {
        double size = bytes;
        int unit = 0;
        while (size >= THOUSAND && unit < UNITS.size() - 1) {
            size /= THOUSAND;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, "%." + digits + "f %s", size, UNITS.get(unit));
    }
}
