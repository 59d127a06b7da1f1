package dev.jbuild.dsl.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words a message of the Groovy compiler as a sentence about the build file. */
public final class CompilerWording {
    private static final String TYPE = "type";
    private static final String MISSING =
            "is a comma, a quote or a bracket missing, here or on the line before?";
    private static final Pattern TYPE_CHECK = Pattern.compile("^\\[Static type checking] - ");
    private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z][a-z0-9]*\\.)+(?=[A-Z])");
    private static final Pattern PLACE = Pattern.compile("\\s*@ line \\d+, column \\d+\\.?\\s*$");

    private static final List<Rule> RULES =
            List.of(
                    rule(
                            "Cannot assign value of type (.*) to variable of type (.*)",
                            m ->
                                    new Wording(
                                            TYPE,
                                            "a %s cannot be assigned to a variable of type `%s`"
                                                    .formatted(m.group(1), m.group(2)),
                                            "give it a value of its type, or declare it with"
                                                    + " `def`")),
                    rule(
                            "Multiple assignments without list .*",
                            m ->
                                    new Wording(
                                            TYPE,
                                            "several variables at once take a list that is written"
                                                    + " out",
                                            "give the list a name, and take its parts by number, as"
                                                    + " in `parts[0]`")),
                    rule(
                            "(?:Cannot call|Cannot find matching method) (?:.*#)?(\\w+)\\(.*\\) with"
                                    + " arguments \\[(.*)]",
                            m ->
                                    new Wording(
                                            "wrong-arguments",
                                            "`%s` does not take (%s)"
                                                    .formatted(m.group(1), m.group(2)),
                                            "")),
                    rule(
                            "Ambiguous prototypes for closure.*",
                            m ->
                                    new Wording(
                                            TYPE,
                                            "it is open what this block is given",
                                            "name it with its type, as in `{ String match -> ... }`")),
                    rule("Unexpected input: '(.*)'", m -> unexpected(lastLine(m.group(1)))),
                    rule(
                            "Unexpected character: '\\\\?(.+)'",
                            m ->
                                    new Wording(
                                            "syntax",
                                            "unexpected character `" + m.group(1) + "`",
                                            characterHint(m.group(1)))),
                    rule(
                            "Invalid method declaration",
                            m -> new Wording("syntax", "this cannot be read", MISSING)),
                    rule(
                            "The current .* already contains a (?:variable|parameter) of the name"
                                    + " (\\w+)",
                            m ->
                                    new Wording(
                                            "name-taken",
                                            "`"
                                                    + m.group(1)
                                                    + "` is the name of something else here",
                                            "take another name; those of the file hold in every block"
                                                    + " of it")),
                    rule(
                            "unable to resolve class (\\S+).*",
                            m ->
                                    new Wording(
                                            "unknown-type",
                                            "unknown type `" + m.group(1) + "`",
                                            typeHint(m.group(1)))));

    private CompilerWording() {}

    /** What to do about a character that nothing can begin with; empty where that is not known. */
    public static String characterHint(String character) {
        return switch (character) {
            case "'", "\"" ->
                    "is the text closed on this line? Text of several lines stands between ''' or"
                            + " \"\"\"";
            case "#" -> "comments begin with `//`";
            case "`", "‘", "’", "“", "”", "„" -> "texts stand between plain quotes: 'text'";
            default -> "";
        };
    }

    /**
     * What looks like a type is a word of the language where it is in small letters, or capitals.
     */
    private static String typeHint(String name) {
        if (name.equalsIgnoreCase("arg")) {
            return "write `String NAME = arg('NAME', default: 'value')`";
        }
        return name.matches("[a-z]\\w*|[A-Z]+")
                ? "values have their names before a colon, as in `%s NAME: 'value'`"
                        .formatted(name.toLowerCase(Locale.ROOT))
                : "a build file knows String, int, boolean, List, Map and `def`";
    }

    /** Empty for what our own checks say better. */
    static Optional<Wording> of(String original) {
        String message = PLACE.matcher(original.strip()).replaceFirst("");
        boolean type = TYPE_CHECK.matcher(message).find();
        message = TYPE_CHECK.matcher(message).replaceFirst("");
        message = PACKAGES.matcher(message).replaceAll("");
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(message);
            if (matcher.matches()) {
                return Optional.of(rule.wording().apply(matcher.toMatchResult()));
            }
        }
        return Optional.of(new Wording(type ? TYPE : "syntax", message, ""));
    }

    /** The parser quotes all that it has read of the statement; the last of it is wrong. */
    private static String lastLine(String quoted) {
        return quoted.substring(quoted.lastIndexOf("\\n") + 1).replaceFirst("^n", "");
    }

    private static Wording unexpected(String input) {
        return input.isBlank()
                ? new Wording(
                        "syntax", "the file ends too early", "a `}`, a `)` or a quote is missing")
                : new Wording(
                        "syntax",
                        "unexpected `" + input.strip() + "`",
                        input.equals("}") ? "there is one `}` more than `{`" : MISSING);
    }

    private static Rule rule(String pattern, Function<MatchResult, Wording> wording) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), wording);
    }

    private record Rule(Pattern pattern, Function<MatchResult, Wording> wording) {}

    record Wording(String code, String message, String hint) {}
}
