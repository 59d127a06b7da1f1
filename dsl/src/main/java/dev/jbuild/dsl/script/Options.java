package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named options of a call. The compiler checks those that are written out; a map that is passed
 * as a value is checked here.
 */
record Options(Call call, Map<String, ?> values) {

    /**
     * @param known the options that the word has
     */
    static Options of(Call call, @Nullable Map<String, ?> values, String... known) {
        Map<String, ?> given = values == null ? Map.of() : values;
        for (String name : given.keySet()) {
            if (!Arrays.asList(known).contains(name)) {
                throw call.mistake(
                        "unknown-option",
                        "unknown option `" + name + "`",
                        Suggestion.hint(name, Arrays.asList(known), "", "options"));
            }
        }
        return new Options(call, given);
    }

    Optional<String> text(String name) {
        return values.containsKey(name)
                ? Optional.of(call.text("`" + name + ":`", values.get(name)))
                : Optional.empty();
    }

    boolean flag(String name) {
        return switch (values.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw call.mistake("type", "`" + name + ":` takes `true` or `false`", "");
        };
    }

    /** The texts of an option that takes one or a list. */
    List<String> texts(String name) {
        return switch (values.get(name)) {
            case null -> List.of();
            case List<?> list -> call.texts("`" + name + ":`", list);
            case Object single -> List.of(call.text("`" + name + ":`", single));
        };
    }

    SortedMap<String, String> named(String name) {
        return switch (values.get(name)) {
            case null -> new TreeMap<>(Map.of());
            case Map<?, ?> map -> new TreeMap<>(call.named("the argument", map));
            default ->
                    throw call.mistake(
                            "type",
                            "`" + name + ":` takes a map",
                            "as in `" + name + ": [NAME: 'value']`");
        };
    }
}
