package dev.jbuild.cli.option;

import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a command line, whatever it has, by {@link Syntax}. */
final class CommandReader {
    private final OptionValues values;

    CommandReader(OptionValues values) {
        this.values = values;
    }

    Invocation read(List<String> arguments) throws UserMistake {
        ParseResult result;
        try {
            result = Syntax.commandLine().parseArgs(asOptions(arguments).toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UserMistake(UsageMistakes.diagnostic(e));
        }
        if (result.isUsageHelpRequested()) {
            return new Invocation.Help(HelpText.of(Syntax.BUILD));
        }
        if (result.isVersionHelpRequested()) {
            return new Invocation.Version();
        }
        if (!result.hasSubcommand()) {
            return new BuildReader(values).build(result);
        }
        ParseResult command = result.subcommand();
        String name = command.commandSpec().name();
        if (command.isUsageHelpRequested()) {
            return new Invocation.Help(HelpText.of(name));
        }
        requireNoBuild(result, command);
        return switch (name) {
            case Syntax.LIST -> new Invocation.ListTargets(values.project(result, command));
            case Syntax.DOC -> aboutGoals(result, command, Invocation.Doc::new);
            case Syntax.PLAN -> {
                Builders builders = BuilderOption.of(command);
                boolean model = command.hasMatchedOption(Syntax.MODEL);
                if (model && command.hasMatchedOption(Syntax.BUILDER)) {
                    throw UsageMistakes.mistake(
                            "invalid-option",
                            "`--model` is what the build files say, which no `--builder` changes",
                            "leave one of them out");
                }
                yield aboutGoals(
                        result, command, goals -> new Invocation.Plan(goals, builders, model));
            }
            case Syntax.GRAPH -> {
                GraphFormat format = graphFormat(command.matchedOptionValue(Syntax.FORMAT, "text"));
                yield aboutGoals(result, command, goals -> new Invocation.Graph(goals, format));
            }
            case Syntax.INIT -> new Invocation.Init(values.project(result, command).root());
            case Syntax.IMPORT -> importing(result, command);
            case Syntax.WHY -> aboutGoals(result, command, Invocation.Why::new);
            case Syntax.LOCK ->
                    new Invocation.Lock(
                            values.project(result, command),
                            OptionValues.platforms(
                                    command.matchedOptionValue(Syntax.PLATFORM, List.of())),
                            LockReader.read(command));
            case Syntax.CDN -> new CdnReader(values).read(values.project(result, command), command);
            case Syntax.MIRROR ->
                    new Invocation.Mirror(
                            values.project(result, command),
                            command.matchedPositionalValue(0, List.of()));
            case Syntax.IMAGE -> ImageReader.read(values.project(result, command), result, command);
            case Syntax.CACHE ->
                    new Invocation.Cache(CacheReader.read(command), values.cacheSize(command));
            case Syntax.SHELL -> new BuildReader(values).shell(result, command);
            case Syntax.DOCTOR ->
                    new Invocation.Doctor(
                            values.project(result, command),
                            BuilderOption.of(command),
                            command.hasMatchedOption(Syntax.OFFLINE),
                            command.hasMatchedOption(Syntax.JSON));
            default -> throw new IllegalStateException(name);
        };
    }

    /** Many tools have words for what are options here. */
    private static List<String> asOptions(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (first.equals("help") && arguments.size() <= 2) {
            return Stream.concat(arguments.stream().skip(1), Stream.of("--help")).toList();
        }
        return arguments.equals(List.of("version")) ? List.of("--version") : arguments;
    }

    /** What stands before a command that does not build must not be about a build. */
    private static void requireNoBuild(ParseResult before, ParseResult behind) throws UserMistake {
        String command = behind.commandSpec().name();
        List<String> goals = before.matchedPositionalValue(0, List.of());
        if (!goals.isEmpty() && Syntax.ABOUT_GOALS.contains(command)) {
            throw UsageMistakes.mistake(
                    "unexpected-argument",
                    "`" + goals.getFirst() + "` stands before `" + command + "`",
                    "run `jbuild " + command + " " + goals.getFirst() + "`");
        }
        if (!goals.isEmpty()) {
            throw UsageMistakes.mistake(
                    "unexpected-argument",
                    "`"
                            + command
                            + "` is about every target, so `"
                            + goals.getFirst()
                            + "` has no place here",
                    "run `jbuild "
                            + command
                            + "`, or `jbuild "
                            + goals.getFirst()
                            + "` to build it");
        }
        for (String option : Syntax.BUILD_ONLY) {
            if (before.hasMatchedOption(option)) {
                throw UsageMistakes.outOfPlace(
                        option, command, behind.commandSpec().optionsMap().containsKey(option));
            }
        }
        for (String option : List.of(Syntax.FOLDER, Syntax.ARGUMENT)) {
            if (before.hasMatchedOption(option)
                    && !behind.commandSpec().optionsMap().containsKey(option)) {
                throw UsageMistakes.notTaken(option, command, "leave it out");
            }
        }
    }

    private Invocation aboutGoals(
            ParseResult before, ParseResult command, Function<GoalOptions, Invocation> invocation)
            throws UserMistake {
        ProjectOptions project = values.project(before, command);
        List<String> goals = OptionValues.goals(command);
        List<Platform> platforms =
                OptionValues.platforms(command.matchedOptionValue(Syntax.PLATFORM, List.of()));
        return goals.isEmpty()
                ? new Invocation.NoGoal(project)
                : invocation.apply(new GoalOptions(project, goals, platforms));
    }

    private Invocation importing(ParseResult before, ParseResult command) throws UserMistake {
        List<String> files = command.matchedPositionalValue(0, List.of("Earthfile"));
        if (files.size() > 1) {
            throw UsageMistakes.mistake(
                    "unexpected-argument",
                    "`" + files.get(1) + "` has no place here",
                    "run `jbuild import` for each Earthfile by itself");
        }
        return new Invocation.Import(
                values.project(before, command).root().resolve(files.getFirst()).normalize());
    }

    private static GraphFormat graphFormat(String text) throws UserMistake {
        return switch (text) {
            case "text" -> GraphFormat.TEXT;
            case "dot" -> GraphFormat.DOT;
            case "mermaid" -> GraphFormat.MERMAID;
            default ->
                    throw UsageMistakes.mistake(
                            "invalid-option",
                            "`" + text + "` is not a format of a graph",
                            "valid are text, dot and mermaid");
        };
    }
}
