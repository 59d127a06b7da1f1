package dev.jbuild.cli.option;

import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/** Words for what picocli does not accept. */
final class UsageMistakes {
    /** What could be the name of a target. */
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    private static final String SEE_HELP = "`jbuild --help` shows what is valid";

    private UsageMistakes() {}

    static Diagnostic diagnostic(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing ->
                    Diagnostic.of("missing-value", missingValue(missing), SEE_HELP);
            case OverwrittenOptionException twice ->
                    Diagnostic.of(
                            "repeated-option",
                            "`" + name(twice.getOverwritten()) + "` is given twice",
                            "leave one of them out");
            default -> Diagnostic.of("invalid-option", String.valueOf(e.getMessage()), SEE_HELP);
        };
    }

    private static Diagnostic unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        List<String> similar = e.getSuggestions().stream().filter(s -> s.startsWith("-")).toList();
        return e.isUnknownOption()
                ? Diagnostic.of(
                        "unknown-option",
                        "unknown option `" + argument + "`",
                        similar.isEmpty()
                                ? hint(argument.replaceFirst("^--", ""), SEE_HELP)
                                : "did you mean " + alternatives(similar) + "?")
                : Diagnostic.of(
                        "unexpected-argument", "`" + argument + "` has no place here", SEE_HELP);
    }

    /** Other tools take arguments of a build file by their names alone. */
    private static String hint(String text, String otherwise) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*=.*")
                ? "an argument of the build file is written `--arg " + text + "`"
                : otherwise;
    }

    private static String missingValue(MissingParameterException e) {
        return e.getMissing().isEmpty()
                ? String.valueOf(e.getMessage())
                : "`" + name(e.getMissing().getFirst()) + "` needs a value";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String alternatives(List<String> options) {
        return String.join(" or ", options.stream().map(option -> "`" + option + "`").toList());
    }

    static UserMistake notAReference(String text) {
        return new UserMistake(
                Diagnostic.of(
                        "not-a-reference",
                        "`" + text + "` is neither a target nor a command",
                        hint(
                                text,
                                "a target is written +"
                                        + (text.matches(NAME) ? text : "name")
                                        + " or ./dir+name; `jbuild --help` shows the commands")));
    }

    static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }
}
