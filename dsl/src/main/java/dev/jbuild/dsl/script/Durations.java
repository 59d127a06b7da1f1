package dev.jbuild.dsl.script;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
final class Durations {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

    private Durations() {}

    /** {@code 90s}, {@code 5m}, {@code 1h30m}; more than nothing. */
    static Duration of(Call call, String written) {
        Matcher parts = DURATION.matcher(written);
        if (parts.matches()) {
            Duration duration =
                    Duration.ofHours(number(parts, 1))
                            .plusMinutes(number(parts, 2))
                            .plusSeconds(number(parts, 3));
            if (duration.isPositive()) {
                return duration;
            }
        }
        throw call.mistakeAt(
                written,
                "duration",
                "`" + written + "` is no length of time",
                "hours, minutes and seconds, as in `'90s'`, `'5m'` or `'1h30m'`");
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
