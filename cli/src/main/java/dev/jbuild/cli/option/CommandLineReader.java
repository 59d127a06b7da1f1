package dev.jbuild.cli.option;

import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a command line. */
public final class CommandLineReader {
    private final Map<String, String> environment;
    private final Path workingFolder;

    /**
     * @param environment where arguments without a value take theirs from
     * @param workingFolder absolute; what paths of the command line are relative to
     */
    public CommandLineReader(Map<String, String> environment, Path workingFolder) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
    }

    public Invocation read(List<String> arguments) throws UserMistake {
        ParseResult result;
        try {
            result = Syntax.commandLine().parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UserMistake(UsageMistakes.diagnostic(e));
        }
        if (result.isUsageHelpRequested()) {
            return new Invocation.Help(HelpText.of(Syntax.BUILD));
        }
        if (result.isVersionHelpRequested()) {
            return new Invocation.Version();
        }
        return result.hasSubcommand() ? list(result, result.subcommand()) : build(result);
    }

    private Invocation list(ParseResult before, ParseResult list) throws UserMistake {
        if (list.isUsageHelpRequested()) {
            return new Invocation.Help(HelpText.of(Syntax.LIST));
        }
        List<String> goals = before.matchedPositionalValue(0, List.of());
        if (!goals.isEmpty()) {
            throw mistake(
                    "unexpected-argument",
                    "`ls` lists every target, so `" + goals.getFirst() + "` has no place here",
                    "run `jbuild ls`, or `jbuild " + goals.getFirst() + "` to build it");
        }
        for (String option :
                List.of(
                        Syntax.PUSH,
                        Syntax.PLATFORM,
                        Syntax.TRUST,
                        Syntax.PROGRESS,
                        Syntax.TRUST_LEDGER)) {
            if (before.hasMatchedOption(option)) {
                throw mistake(
                        "unexpected-argument",
                        "`" + option + "` says how to build, and `ls` does not build",
                        "leave it out");
            }
        }
        return new Invocation.ListTargets(project(before, list));
    }

    private Invocation build(ParseResult result) throws UserMistake {
        ProjectOptions project = project(result);
        List<String> goals = result.matchedPositionalValue(0, List.of());
        for (String goal : goals) {
            if (goal.indexOf('+') < 0) {
                throw UsageMistakes.notAReference(goal);
            }
        }
        BuildOptions options =
                new BuildOptions(
                        project,
                        goals,
                        platforms(result.matchedOptionValue(Syntax.PLATFORM, List.of())),
                        result.hasMatchedOption(Syntax.PUSH),
                        trust(result.matchedOptionValue(Syntax.TRUST, "host")),
                        progress(result.matchedOptionValue(Syntax.PROGRESS, "auto")));
        return goals.isEmpty() ? new Invocation.NoGoal(project) : new Invocation.Build(options);
    }

    /** What stands behind a command's name counts more than what stands before it. */
    private ProjectOptions project(ParseResult... parts) throws UserMistake {
        List<String> arguments = new ArrayList<>();
        String folder = ".";
        for (ParseResult part : parts) {
            arguments.addAll(part.matchedOptionValue(Syntax.ARGUMENT, List.of()));
            folder = part.matchedOptionValue(Syntax.FOLDER, folder);
        }
        return new ProjectOptions(path(Syntax.FOLDER, folder), arguments(arguments));
    }

    private SortedMap<String, String> arguments(List<String> texts) throws UserMistake {
        SortedMap<String, String> arguments = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isEmpty()) {
                throw mistake(
                        "invalid-option",
                        "`--arg " + text + "` has no name",
                        "write --arg NAME=VALUE");
            }
            arguments.put(name, equals < 0 ? fromEnvironment(name) : text.substring(equals + 1));
        }
        return arguments;
    }

    private String fromEnvironment(String name) throws UserMistake {
        @Nullable String value = environment.get(name);
        if (value == null) {
            throw mistake(
                    "invalid-option",
                    "`--arg "
                            + name
                            + "` has no value, and there is no environment variable `"
                            + name
                            + "`",
                    "write --arg " + name + "=VALUE, or export " + name);
        }
        return value;
    }

    private static List<Platform> platforms(List<String> texts) throws UserMistake {
        Set<Platform> platforms = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                platforms.add(Platform.parse(text.strip()));
            } catch (IllegalArgumentException e) {
                throw mistake(
                        "invalid-option",
                        "`" + text + "` is not a platform",
                        "a platform is os/architecture, such as linux/amd64 or linux/arm64");
            }
        }
        return List.copyOf(platforms);
    }

    private Trust trust(String text) throws UserMistake {
        return switch (text) {
            case "host" -> new Trust.Host();
            case "none" -> new Trust.None();
            default -> new Trust.File(path(Syntax.TRUST, text));
        };
    }

    private static ProgressStyle progress(String text) throws UserMistake {
        return switch (text) {
            case "auto" -> ProgressStyle.AUTO;
            case "plain" -> ProgressStyle.PLAIN;
            case "tty" -> ProgressStyle.TTY;
            default ->
                    throw mistake(
                            "invalid-option",
                            "`" + text + "` is not a way to show progress",
                            "valid are auto, plain and tty");
        };
    }

    private Path path(String option, String text) throws UserMistake {
        try {
            return workingFolder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw mistake(
                    "invalid-option",
                    "`" + option + " " + text + "` is not a path",
                    "a path has no NUL character");
        }
    }

    private static UserMistake mistake(String code, String message, String hint) {
        return new UserMistake(Diagnostic.of(code, message, hint));
    }
}
