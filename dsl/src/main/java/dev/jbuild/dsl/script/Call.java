package dev.jbuild.dsl.script;

import dev.jbuild.dsl.diagnose.MistakeFound;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One call of a word in a running build file: where it stands, and the checks that all words share.
 *
 * @param file where it is written: the running file, or one that it has a function of
 */
record Call(ScriptRun run, BuildFile file, SourceText.Place place) {

    /** Whether it is written in another repository, whose authors may not know what is here. */
    boolean isElsewhere() {
        return file.folder().isElsewhere();
    }

    SourceSpan span() {
        return file.source().span(place);
    }

    /**
     * The lines of build files that led here, innermost first, without that of the call itself: of
     * a function, of a closure that a loop runs.
     */
    List<SourceSpan> callers() {
        return CallPath.of(run.files()).stream()
                .filter(
                        line ->
                                !(line.file().equals(span().file())
                                        && line.line() == span().line()))
                .toList();
    }

    String written() {
        return file.source().at(span());
    }

    MistakeFound mistake(String code, String message, String hint) {
        return new MistakeFound(file.source().mistake(span(), code, message, hint));
    }

    /** A mistake in a text that is, if not computed, written within the call. */
    MistakeFound mistakeAt(String text, String code, String message, String hint) {
        return new MistakeFound(
                file.source().mistake(file.source().find(place, text), code, message, hint));
    }

    /** Adds a step that changes, uses or delivers the file system of the current target. */
    void step(String word, Step step) {
        target().inFileSystem(this, word, step);
    }

    /** The target that the call is in. */
    TargetRun target() {
        return run.target(this);
    }

    /** A text that must not be absent or blank. */
    String text(String what, @Nullable Object value) {
        String text = Interpolation.textOf(value);
        if (text == null || text.isBlank()) {
            throw mistake(
                    "empty-value",
                    what + " is " + (value == null ? "null" : text == null ? "no text" : "empty"),
                    "");
        }
        return storable(what, text);
    }

    /** At least one text. */
    List<String> texts(String what, @Nullable List<?> values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values == null ? List.of() : values) {
            texts.add(text(what, value));
        }
        if (texts.isEmpty()) {
            throw mistake("empty-value", what + " is missing", "");
        }
        return texts;
    }

    /** Arguments of a program: they may be empty, but there must be one. */
    List<String> argv(@Nullable List<?> values) {
        List<String> argv = new ArrayList<>();
        for (Object value : values == null ? List.of() : values) {
            argv.add(plain("an argument", value));
        }
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw mistake("empty-value", "the program is missing", "");
        }
        return argv;
    }

    /** Names with texts, which may be empty. */
    SequencedMap<String, String> named(String what, @Nullable Map<?, ?> values) {
        SequencedMap<String, String> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry :
                values == null ? Map.<String, String>of().entrySet() : values.entrySet()) {
            String name = text("a name", entry.getKey());
            named.put(name, plain(what + " `" + name + "`", entry.getValue()));
        }
        return named;
    }

    private String plain(String what, @Nullable Object value) {
        String text = Interpolation.textOf(value);
        if (text == null) {
            throw mistake("empty-value", what + " is " + (value == null ? "null" : "no text"), "");
        }
        return storable(what, text);
    }

    private String storable(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw mistake("empty-value", what + " contains a zero character", "");
        }
        if (LateValues.isIn(text)) {
            throw mistake(
                    "late-value",
                    what + " names a pushed image, which nobody knows before the push",
                    "only the content of a `deployFile` can have an `imageRef` in it");
        }
        return text;
    }
}
