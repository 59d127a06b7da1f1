package dev.jbuild.dsl.earthfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What the translation of one target, one function or the beginning of the file shares.
 *
 * @param caches the folders that have been declared so far
 */
record Recipe(
        Page page, Names names, References references, Functions functions, Set<String> caches) {
    static Recipe of(Page page, Names names, References references, Functions functions) {
        return new Recipe(page, names, references, functions, new HashSet<>());
    }

    /** A word as an expression. */
    String text(String word) throws Untranslatable {
        Value value = Value.of(word);
        if (value.needsShell()) {
            throw new Untranslatable(
                    "what a command prints is known only in a container, and a build file is read"
                            + " before anything runs");
        }
        return GroovyText.of(value, names);
    }

    List<String> texts(List<String> words) throws Untranslatable {
        List<String> texts = new ArrayList<>();
        for (String word : words) {
            texts.add(text(word));
        }
        return texts;
    }

    SequencedMap<String, String> texts(Map<String, String> words) throws Untranslatable {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> word : words.entrySet()) {
            texts.put(word.getKey(), text(word.getValue()));
        }
        return texts;
    }

    /** A text that is put together here, with variables as {@code ${NAME}}. */
    String expression(String plain) throws Untranslatable {
        return text(quoted(plain));
    }

    /** A text as a word in double quotes, in which only variables are more than they are. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    void step(String line) {
        page.line(line);
    }
}
