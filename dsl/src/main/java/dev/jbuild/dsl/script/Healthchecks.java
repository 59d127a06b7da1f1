package dev.jbuild.dsl.script;

import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The options of one {@code healthcheck}. */
final class Healthchecks {
    private static final int MOST_RETRIES = 1000;

    private Healthchecks() {}

    static Step.Healthcheck of(
            Call call, Optional<Step.Command> check, @Nullable Map<String, ?> options) {
        Options given = Options.of(call, options, WordOptions.HEALTHCHECK);
        if (check.isEmpty() && !given.values().isEmpty()) {
            throw call.mistake(
                    "unused-options", "`healthcheck 'none'` has no options", "leave them out");
        }
        return new Step.Healthcheck(
                check,
                time(call, given, "interval"),
                time(call, given, "timeout"),
                time(call, given, "startPeriod"),
                given.count("retries", MOST_RETRIES),
                call.span());
    }

    private static Optional<Duration> time(Call call, Options given, String name) {
        return given.text(name).map(text -> Durations.of(call, text));
    }
}
