package dev.jbuild.dsl;

import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.dsl.script.Arguments;
import dev.jbuild.dsl.script.GivenValue;
import dev.jbuild.model.Folder;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file {@code .arg} of a project: values of arguments, {@code NAME=value} on each line. Empty
 * lines and lines that begin with {@code #} say nothing.
 */
final class ArgumentFile {
    static final String NAME = ".arg";

    private final SourceText source;
    private final SortedMap<String, GivenValue> values = new TreeMap<>();
    private final List<Diagnostic> mistakes = new ArrayList<>();

    private ArgumentFile(SourceText source) {
        this.source = source;
    }

    /**
     * The values that the file of a project gives; none when there is no file.
     *
     * @throws UserMistake with every line that is not right
     */
    static SortedMap<String, GivenValue> read(ProjectFiles files)
            throws UserMistake, EnvironmentFailure {
        Optional<SourceText> source = files.read(Folder.of(""), NAME);
        return source.isEmpty() ? new TreeMap<>() : new ArgumentFile(source.get()).values();
    }

    private SortedMap<String, GivenValue> values() throws UserMistake {
        List<String> lines = source.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(i + 1, line);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistake(mistakes);
        }
        return values;
    }

    private void read(int number, String line) {
        int equals = line.indexOf('=');
        String name = line.substring(0, Math.max(0, equals)).strip();
        if (!Arguments.isName(name)) {
            mistake(
                    number,
                    "this line does not give an argument its value",
                    "as in `NAME=value`; a name has letters, digits and `_`");
            return;
        }
        GivenValue value =
                new GivenValue(unquoted(line.substring(equals + 1).strip()), NAME + ":" + number);
        GivenValue before = values.putIfAbsent(name, value);
        if (before != null) {
            mistake(
                    number,
                    "`" + name + "` has a value already",
                    "`" + before.from() + "` gives it; delete one of the lines");
        }
    }

    /** A value may stand in quotes, so that blanks at its ends count. */
    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && (value.startsWith("'") || value.startsWith("\""))
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private void mistake(int number, String message, String hint) {
        mistakes.add(source.mistake(source.wholeLine(number), "argument-file", message, hint));
    }
}
