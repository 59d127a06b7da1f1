package dev.jbuild.dsl.script;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.dsl.diagnose.MistakeFound;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Values of a build file as JSON, in their order, so that equal values give equal texts. */
final class JsonText {
    private final Call call;
    private final JsonWriter json;

    private JsonText(Call call, JsonWriter json) {
        this.call = call;
        this.json = json;
    }

    static String of(Call call, @Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.setHtmlSafe(false);
            new JsonText(call, json).value(value);
        } catch (StackOverflowError deep) {
            throw call.mistake(
                    "no-json", "this value contains itself, or is nested too deeply", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void value(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.nullValue();
            case Boolean truth -> json.value(truth);
            case Double number when !Double.isFinite(number) -> throw noNumber(number);
            case Float number when !Float.isFinite(number) -> throw noNumber(number);
            case Number number -> json.value(number);
            case Map<?, ?> map -> {
                json.beginObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.name(text(entry.getKey()));
                    value(entry.getValue());
                }
                json.endObject();
            }
            case Iterable<?> list -> {
                json.beginArray();
                for (Object element : list) {
                    value(element);
                }
                json.endArray();
            }
            default -> json.value(text(value));
        }
    }

    private MistakeFound noNumber(Number number) {
        return call.mistake("no-json", number + " has no place in JSON", "");
    }

    private String text(@Nullable Object value) {
        String text = Interpolation.textOf(value);
        if (text == null) {
            throw call.mistake(
                    "no-json",
                    (value == null ? "null" : "a value of this kind") + " has no place in JSON",
                    "JSON has texts, numbers, truth values, null, and lists and maps of them; the"
                            + " keys of a map are texts");
        }
        return text;
    }
}
