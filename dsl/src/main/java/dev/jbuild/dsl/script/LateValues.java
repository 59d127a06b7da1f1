package dev.jbuild.dsl.script;

import dev.jbuild.model.LateText;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a build file that are known only after a push. While the file runs, a mark stands
 * for each, a text that goes through interpolation, JSON and {@code replace} like any other; {@link
 * #parts} finds the values again.
 *
 * <p>Marks begin and end with characters of Unicode's private use, so that no text has them by
 * accident, and one that has been torn apart is noticed.
 */
final class LateValues {
    private static final char BEGIN = '\uE0F0';
    private static final char END = '\uE0F1';
    private static final Pattern MARK = Pattern.compile(BEGIN + "(\\d{1,9})" + END);

    private final List<LateText.Part.Image> values = new ArrayList<>();

    /** The mark of a value. */
    String mark(LateText.Part.Image value) {
        values.add(value);
        return "" + BEGIN + (values.size() - 1) + END;
    }

    /** Whether there is a mark in a text, or a part of one. */
    static boolean isIn(String text) {
        return text.indexOf(BEGIN) >= 0 || text.indexOf(END) >= 0;
    }

    /** A text with values in place of their marks. */
    LateText parts(Call call, String text) {
        List<LateText.Part> parts = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        int done = 0;
        while (mark.find()) {
            plain(call, text.substring(done, mark.start()), parts);
            parts.add(value(call, Integer.parseInt(mark.group(1))));
            done = mark.end();
        }
        plain(call, text.substring(done), parts);
        return new LateText(parts);
    }

    private LateText.Part value(Call call, int number) {
        if (number >= values.size()) {
            throw torn(call);
        }
        return values.get(number);
    }

    private static void plain(Call call, String text, List<LateText.Part> parts) {
        if (isIn(text)) {
            throw torn(call);
        }
        if (!text.isEmpty()) {
            parts.add(new LateText.Part.Plain(text));
        }
    }

    private static RuntimeException torn(Call call) {
        return call.mistake(
                "late-value",
                "an `imageRef` was taken apart, and its text is known only after the push",
                "put it in as a whole; `imageDigest` is the digest alone");
    }
}
