package dev.jbuild.cli.console;

import java.time.Duration;

/** Durations as people say them. */
public final class Elapsed {
    private Elapsed() {}

    /** {@code 0.4s}, {@code 12.3s}, {@code 2m05s}, {@code 1h02m}. */
    public static String text(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        return tenths < 600
                ? tenths / 10 + "." + tenths % 10 + "s"
                : coarse(Duration.ofMillis(tenths * 100));
    }

    /** Without tenths, for a display that is drawn again every now and then. */
    static String wholeSeconds(Duration duration) {
        return duration.toSeconds() < 60 ? duration.toSeconds() + "s" : coarse(duration);
    }

    private static String coarse(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + "h" + twoDigits(duration.toMinutesPart()) + "m"
                : duration.toMinutes() + "m" + twoDigits(duration.toSecondsPart()) + "s";
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
