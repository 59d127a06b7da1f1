package dev.jbuild.engine.lower;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code $NAME} and <code>${NAME}</code>, as a Dockerfile does; {@code \$} is a plain
 * dollar sign.
 */
final class Variables {
    /** What is searched for programs where an image does not say. */
    private static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Pattern REFERENCE =
            Pattern.compile("\\\\\\$|\\$(?:\\{(\\w+)}|([A-Za-z_]\\w*))");

    private Variables() {}

    /** Unset variables are empty, but for the path of programs. */
    static String expand(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match, variables)));
    }

    private static String value(MatchResult match, Map<String, String> variables) {
        String name = match.group(1) != null ? match.group(1) : match.group(2);
        return name == null
                ? "$"
                : variables.getOrDefault(name, name.equals("PATH") ? USUAL_PATH : "");
    }
}
