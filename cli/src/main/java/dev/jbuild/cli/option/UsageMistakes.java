package dev.jbuild.cli.option;

import dev.jbuild.dsl.diagnose.Suggestion;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.Optional;
import java.util.Set;

/** Words for what picocli does not accept. */
final class UsageMistakes {
    /** What could be the name of a target. */
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    /** Arguments of build files have names in capitals, and options have none. */
    private static final String ARGUMENT = "--[A-Z_][A-Z0-9_]*=.*";

    private UsageMistakes() {}

    static Diagnostic diagnostic(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing ->
                    Diagnostic.of("missing-value", missingValue(missing), seeHelp(e));
            case OverwrittenOptionException twice ->
                    Diagnostic.of(
                            "repeated-option",
                            "`" + name(twice.getOverwritten()) + "` is given twice",
                            "leave one of them out");
            default -> Diagnostic.of("invalid-option", String.valueOf(e.getMessage()), seeHelp(e));
        };
    }

    private static Diagnostic unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        return e.isUnknownOption()
                ? Diagnostic.of(
                        "unknown-option",
                        "unknown option `" + argument + "`",
                        meant(argument, options(e))
                                .map(option -> "did you mean `" + option + "`?")
                                .orElseGet(
                                        () -> hint(argument.replaceFirst("^--", ""), seeHelp(e))))
                : Diagnostic.of(
                        "unexpected-argument", "`" + argument + "` has no place here", seeHelp(e));
    }

    private static Set<String> options(ParameterException e) {
        return e.getCommandLine().getCommandSpec().optionsMap().keySet();
    }

    /** Each command has its own options, and its own help. */
    private static String seeHelp(ParameterException e) {
        String name = e.getCommandLine().getCommandName();
        return name.equals(Syntax.BUILD)
                ? "`jbuild --help` shows what is valid"
                : "`jbuild " + name + " --help` shows what is valid";
    }

    /** The option that was probably meant; of a single letter, the one in the other case. */
    private static Optional<String> meant(String argument, Set<String> options) {
        String written = argument.replaceFirst("=.*", "");
        if (argument.matches(ARGUMENT)) {
            return Optional.empty();
        }
        return Suggestion.nearest(
                written,
                options.stream()
                        .filter(
                                option ->
                                        written.length() > 2
                                                ? option.length() > 2
                                                : option.equalsIgnoreCase(written))
                        .toList());
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

    static UserMistake notAReference(String text) {
        return new UserMistake(
                Diagnostic.of(
                        "not-a-reference",
                        "`" + text + "` is neither a target nor a command",
                        hint(
                                text,
                                meantCommand(text)
                                        + "a target is written +"
                                        + (text.matches(NAME) ? text : "name")
                                        + " or ./dir+name; `jbuild --help` shows the commands")));
    }

    private static String meantCommand(String text) {
        return text.length() < 3
                ? ""
                : Suggestion.nearest(text, Syntax.COMMANDS)
                        .map(command -> "did you mean `jbuild " + command + "`?\n")
                        .orElse("");
    }

    /**
     * An option of a build that stands before a command.
     *
     * @param known whether the command has it as well
     */
    static UserMistake outOfPlace(String option, String command, boolean known) {
        if (known) {
            return mistake(
                    "unexpected-argument",
                    "`" + option + "` stands before `" + command + "`",
                    "write it behind: `jbuild " + command + " " + option + " ...`");
        }
        if (Syntax.BUILDING.contains(command)) {
            return notTaken(option, command, "leave it out");
        }
        return mistake(
                "unexpected-argument",
                "`" + option + "` says how to build, and `" + command + "` does not build",
                "leave it out");
    }

    /** An option that is for others. */
    static UserMistake notTaken(String option, String command, String hint) {
        return mistake(
                "unexpected-argument", "`" + command + "` does not take `" + option + "`", hint);
    }

    static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }
}
