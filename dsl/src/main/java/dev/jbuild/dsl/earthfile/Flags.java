package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The options of a command, and what follows them.
 *
 * @param values what each option was given, in order; of one without a value, {@code true}
 * @param words the others
 */
record Flags(SequencedMap<String, List<String>> values, List<String> words) {
    /** Options that take the next word when there is no {@code =}. */
    private static final Set<String> WITH_VALUE =
            Set.of(
                    "build-arg",
                    "platform",
                    "mount",
                    "secret",
                    "network",
                    "chown",
                    "chmod",
                    "branch",
                    "target",
                    "sharing",
                    "id",
                    "load",
                    "compose",
                    "service",
                    "pull",
                    "f",
                    "interval",
                    "timeout",
                    "start-period",
                    "retries",
                    "sep",
                    "cache-from",
                    "dockerfile");

    Flags {
        words = List.copyOf(words);
    }

    /** Options may stand anywhere among the words, up to {@code --}. */
    static Flags anywhere(List<String> words) {
        return read(words, false);
    }

    /** Options stand before the first other word. */
    static Flags leading(List<String> words) {
        return read(words, true);
    }

    private static Flags read(List<String> words, boolean leading) {
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                rest.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!isOption(word)) {
                if (leading) {
                    rest.addAll(words.subList(i, words.size()));
                    break;
                }
                rest.add(word);
                continue;
            }
            String option = word.replaceFirst("^--?", "");
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = "true";
            if (equals >= 0) {
                value = option.substring(equals + 1);
            } else if (WITH_VALUE.contains(name) && i + 1 < words.size()) {
                value = words.get(++i);
            }
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Flags(values, rest);
    }

    private static boolean isOption(String word) {
        return (word.startsWith("--") && word.length() > 2) || word.equals("-f");
    }

    boolean has(String name) {
        return values.containsKey(name) && !Optional.of("false").equals(first(name));
    }

    Optional<String> first(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The options that are not among {@code known}, each with its first value. */
    Map<String, String> others(Set<String> known) {
        Map<String, String> others = new LinkedHashMap<>();
        values.forEach(
                (name, given) -> {
                    if (!known.contains(name)) {
                        others.put(name, given.getFirst());
                    }
                });
        return others;
    }
}
