package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** Names of signals. */
final class Signals {
    private static final Pattern SIGNAL =
            Pattern.compile("SIG[A-Z][A-Z0-9]{1,8}([+-][0-9]{1,2})?|[1-9][0-9]?");

    private Signals() {}

    static String name(Call call, @Nullable String signal) {
        String name = call.text("the signal", signal);
        if (!SIGNAL.matcher(name).matches()) {
            throw call.mistakeAt(
                    name,
                    "signal",
                    "`" + name + "` is no signal",
                    "as in `'SIGTERM'`, `'SIGQUIT'` or `'9'`");
        }
        return name;
    }
}
