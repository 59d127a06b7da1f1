package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
    static Options of(Call call, @Nullable Map<String, ?> values, WordOptions known) {
        Map<String, ?> given = values == null ? Map.of() : values;
        for (String name : given.keySet()) {
            if (known.named(name).isEmpty()) {
                throw call.mistake(
                        "unknown-option",
                        "unknown option `" + name + "`",
                        Suggestion.hint(name, known.names(), "", "options"));
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

    /** A whole number from 0 to {@code largest}; 0 when it is not given. */
    int count(String name, int largest) {
        return switch (values.get(name)) {
            case null -> 0;
            case Integer number when number >= 0 && number <= largest -> number;
            case Object other ->
                    throw call.mistake(
                            "count",
                            "`"
                                    + name
                                    + ":` takes a whole number from 0 to "
                                    + largest
                                    + (other instanceof Integer ? ", not " + other : ""),
                            "as in `" + name + ": 2`");
        };
    }

    /** One of several words; empty when it is not given. */
    Optional<String> oneOf(String name, List<String> words) {
        Optional<String> word = text(name);
        if (word.isPresent() && !words.contains(word.get())) {
            throw call.mistakeAt(
                    word.get(),
                    "option-value",
                    "`" + name + ":` does not take `" + word.get() + "`",
                    Suggestion.hint(word.get(), words, "", "`" + name + ":` takes"));
        }
        return word;
    }

    /** The texts by name of an option that takes a map, in the order in which they are written. */
    SequencedMap<String, String> texted(String name) {
        return switch (values.get(name)) {
            case null -> new LinkedHashMap<>();
            case Map<?, ?> map -> call.named("the value of", map);
            default ->
                    throw call.mistake(
                            "type",
                            "`" + name + ":` takes a map",
                            "as in `" + name + ": ['**': 'value']`");
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
