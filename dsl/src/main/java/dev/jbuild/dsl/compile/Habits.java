package dev.jbuild.dsl.compile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people write out of habit who come from Dockerfiles, Earthfiles, Gradle or a shell, and what
 * a build file has in its place. Looks at a line as it is written, since Groovy has made something
 * else of it.
 */
final class Habits {
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("add", "`copy` takes files of the project, `fetch` those of the web"),
                    Map.entry("save", "`artifact` names a file as a result, `image` an image"),
                    Map.entry(
                            "maintainer", "write `label 'org.opencontainers.image.authors': ...`"),
                    Map.entry(
                            "dependson", "`needs` waits for targets, `build` delivers them along"),
                    Map.entry("depends", "`needs` waits for targets, `build` delivers them along"),
                    Map.entry("task", "write `target('name') { ... }`"),
                    Map.entry("let", "write `def name = ...`"),
                    Map.entry("set", "write `name = ...`"),
                    Map.entry("echo", "steps print: `run 'echo ...'`"),
                    Map.entry("print", "steps print: `run 'echo ...'`"),
                    Map.entry("println", "steps print: `run 'echo ...'`"),
                    Map.entry("do", "a function is called by its name"));

    private static final Pattern QUOTED =
            Pattern.compile("('[^']*'|\"[^\"]*\")\\s*[^\\s,;)}\\]/.]");

    private static final List<String> ENDS_OF_NAME = List.of("target", "function");

    private final String before;
    private final String name;
    private final String after;

    /**
     * @param line the line that a name stands on
     * @param column where it stands, 1-based
     */
    Habits(String line, int column, String name) {
        int start = Math.clamp(column - 1, 0, line.length());
        int end = Math.clamp(start + name.length(), start, line.length());
        this.before = line.substring(0, start).strip();
        this.name = name;
        this.after = line.substring(end).strip();
    }

    /** What to write in place of an unknown word. */
    Optional<String> word() {
        if (ENDS_OF_NAME.contains(before)) {
            return Optional.of("the name stands in quotes: `%s('%s')`".formatted(before, name));
        }
        if (after.startsWith("()")) {
            return Optional.of("a method begins with its type: `void " + name + "()`");
        }
        Optional<String> elsewhere = elsewhere(name);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        String small = name.toLowerCase(Locale.ROOT);
        return !small.equals(name) && Vocabulary.TARGET.contains(small)
                ? Optional.of(
                        "words are written in small letters, and texts in quotes: `"
                                + small
                                + " '...'`")
                : Optional.empty();
    }

    /** What there is in place of a word that others have. */
    static Optional<String> elsewhere(String name) {
        return Optional.ofNullable(ELSEWHERE.get(name.toLowerCase(Locale.ROOT)));
    }

    /** What is wrong where a word of the language is read as a variable. */
    String wordAsVariable() {
        Matcher quoted = QUOTED.matcher(after);
        if (quoted.lookingAt()) {
            return "a comma is missing behind `" + quoted.group(1) + "`";
        }
        if (after.startsWith("[")) {
            return "a list as the only value stands in parentheses: `" + name + "([...])`";
        }
        if (after.startsWith("+")) {
            return "a reference is a text: `%s '%s'`"
                    .formatted(name, after.replaceAll("\\s.*", ""));
        }
        if (after.startsWith("<<")) {
            return "text of several lines stands between ''' and '''";
        }
        String takes = Vocabulary.takes(Vocabulary.group(name), name);
        if (takes.equals("()")) {
            return "it takes no values: `" + name + "()`";
        }
        return after.isEmpty() || after.startsWith("}") || after.startsWith(";")
                ? "its value is missing: `%s` takes %s".formatted(name, takes)
                : "`" + name + "` is a word of the language, which takes values";
    }

    /** What to do about a name that stands for nothing. */
    String variable() {
        if (before.endsWith("$") || before.endsWith("${")) {
            return "declare it with `def %s = ...`; a variable of the shell is `\\$%s`, or stands in single quotes"
                    .formatted(name, name);
        }
        if (after.startsWith("=") && !after.startsWith("==") && !before.isEmpty()) {
            return "options are written with a colon: `" + name + ": ...`";
        }
        return "declare it with `def %s = ...`; a text stands in quotes: `'%s'`"
                .formatted(name, name);
    }
}
