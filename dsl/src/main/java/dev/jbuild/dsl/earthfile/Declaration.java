package dev.jbuild.dsl.earthfile;

import java.util.List;
import java.util.Optional;

/**
 * What {@code ARG}, {@code LET} or {@code SET} says.
 *
 * @param value the word behind the {@code =}
 */
record Declaration(String name, Optional<String> value, boolean required, boolean global) {
    static Declaration of(Statement.Command command) {
        Flags flags = Flags.leading(Words.of(command.rest()));
        List<String> words =
                flags.words().stream().takeWhile(word -> !word.startsWith("#")).toList();
        String text = String.join(" ", words);
        int equals = text.indexOf('=');
        List<String> parts =
                equals < 0
                        ? List.of(text)
                        : List.of(text.substring(0, equals), text.substring(equals + 1));
        return new Declaration(
                parts.getFirst().strip(),
                parts.size() > 1 ? Optional.of(parts.get(1).strip()) : Optional.empty(),
                flags.has("required"),
                flags.has("global"));
    }
}
