package dev.jbuild.dsl.script;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** The names of arguments. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Arguments() {}

    /** Such names can be given on the command line and in the environment. */
    static String name(Call call, @Nullable String name) {
        String given = call.text("the name of the argument", name);
        if (!NAME.matcher(given).matches()) {
            throw call.mistakeAt(
                    given,
                    "argument-name",
                    "`" + given + "` is no name of an argument",
                    "letters, digits and `_`, beginning with a letter or `_`");
        }
        return given;
    }
}
