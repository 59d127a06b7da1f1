package dev.jbuild.cli.console;

import com.google.gson.stream.JsonWriter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON as text. */
public final class JsonText {
    private JsonText() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Content {
        void write(JsonWriter json) throws IOException;
    }

    /** With a line for each member. Ends with a line end. */
    public static String document(Content content) {
        return text(content, "  ");
    }

    /** All in one line, with its end. */
    public static String line(Content content) {
        return text(content, "");
    }

    private static String text(Content content, String indent) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(indent);
            json.setHtmlSafe(false);
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }
}
