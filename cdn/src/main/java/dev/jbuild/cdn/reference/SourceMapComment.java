package dev.jbuild.cdn.reference;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comment by which a script or style names its source map. */
final class SourceMapComment {
    private static final Pattern FORM = Pattern.compile("[#@]\\s*sourceMappingURL=(\\S+)\\s*");

    private SourceMapComment() {}

    /**
     * The map's address in a comment, unless the map stands in the address itself.
     *
     * @param start behind what opens the comment
     * @param end before what closes it
     */
    static Optional<Reference> in(String text, int start, int end) {
        if (start >= end || (text.charAt(start) != '#' && text.charAt(start) != '@')) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text).region(start, end);
        if (!matcher.matches() || matcher.group(1).startsWith("data:")) {
            return Optional.empty();
        }
        return Optional.of(
                Reference.of(text, matcher.start(1), matcher.end(1), Reference.Kind.SOURCE_MAP));
    }
}
