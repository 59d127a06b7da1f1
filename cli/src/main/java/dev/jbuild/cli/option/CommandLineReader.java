package dev.jbuild.cli.option;

import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a command line. */
public final class CommandLineReader {
    private static final String CACHE_SIZE_VARIABLE = "JBUILD_CACHE_SIZE";

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
        if (!result.hasSubcommand()) {
            return build(result);
        }
        ParseResult command = result.subcommand();
        String name = command.commandSpec().name();
        if (command.isUsageHelpRequested()) {
            return new Invocation.Help(HelpText.of(name));
        }
        requireNoBuild(result, name);
        return switch (name) {
            case Syntax.LIST -> new Invocation.ListTargets(project(result, command));
            case Syntax.DOC -> aboutGoals(result, command, Invocation.Doc::new);
            case Syntax.PLAN ->
                    aboutGoals(
                            result,
                            command,
                            goals ->
                                    new Invocation.Plan(
                                            goals, command.hasMatchedOption(Syntax.MODEL)));
            case Syntax.GRAPH -> {
                GraphFormat format = graphFormat(command.matchedOptionValue(Syntax.FORMAT, "text"));
                yield aboutGoals(result, command, goals -> new Invocation.Graph(goals, format));
            }
            case Syntax.INIT -> new Invocation.Init(project(result, command).root());
            case Syntax.WHY -> aboutGoals(result, command, Invocation.Why::new);
            case Syntax.LOCK -> lock(result, command);
            case Syntax.CDN -> cdn(result, command);
            case Syntax.CACHE -> cache(command);
            default -> throw new IllegalStateException(name);
        };
    }

    /** What stands before a command that does not build must not be about a build. */
    private static void requireNoBuild(ParseResult before, String command) throws UserMistake {
        List<String> goals = before.matchedPositionalValue(0, List.of());
        if (!goals.isEmpty() && Syntax.ABOUT_GOALS.contains(command)) {
            throw mistake(
                    "unexpected-argument",
                    "`" + goals.getFirst() + "` stands before `" + command + "`",
                    "run `jbuild " + command + " " + goals.getFirst() + "`");
        }
        if (!goals.isEmpty()) {
            throw mistake(
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
                throw mistake(
                        "unexpected-argument",
                        "`" + option + "` says how to build, and `" + command + "` does not build",
                        "leave it out");
            }
        }
    }

    private Invocation cdn(ParseResult before, ParseResult cdn) throws UserMistake {
        List<String> words = cdn.matchedPositionalValue(0, List.of());
        String verb = words.isEmpty() ? "" : words.getFirst();
        boolean takeOver = cdn.hasMatchedOption(Syntax.TAKE_OVER);
        int expected = 2;
        CdnTask task;
        switch (verb) {
            case "releases" -> task = new CdnTask.Releases();
            case "rollback" -> {
                task =
                        new CdnTask.Rollback(
                                words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty(),
                                takeOver);
                expected = Math.max(2, Math.min(3, words.size()));
            }
            case "expire" ->
                    task =
                            new CdnTask.Expire(
                                    count(cdn, Syntax.KEEP, 5),
                                    Duration.ofDays(count(cdn, Syntax.GRACE, 14)),
                                    takeOver);
            default ->
                    throw mistake(
                            "invalid-option",
                            verb.isEmpty()
                                    ? "`cdn` needs to know what to do"
                                    : "`cdn " + verb + "` is nothing that can be done",
                            "there are `cdn releases`, `cdn rollback` and `cdn expire`, each with"
                                    + " an origin");
        }
        if (words.size() != expected) {
            throw mistake(
                    words.size() < expected ? "missing-argument" : "unexpected-argument",
                    words.size() < expected
                            ? "`cdn " + verb + "` needs an origin"
                            : "`" + words.get(expected) + "` has no place here",
                    "as in `jbuild cdn " + verb + " file:build/cdn`");
        }
        return new Invocation.Cdn(project(before, cdn), words.get(1), task);
    }

    private static int count(ParseResult result, String option, int otherwise) throws UserMistake {
        String text = result.matchedOptionValue(option, String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,6}")) {
            throw mistake(
                    "invalid-option",
                    "`" + option + " " + text + "` is no number",
                    "as in `" + option + " " + otherwise + "`");
        }
        return Integer.parseInt(text);
    }

    private Invocation lock(ParseResult before, ParseResult lock) throws UserMistake {
        List<String> patterns = lock.matchedPositionalValue(0, List.of());
        boolean update = lock.hasMatchedOption(Syntax.UPDATE);
        boolean check = lock.hasMatchedOption(Syntax.CHECK);
        if (update && check) {
            throw mistake(
                    "invalid-option",
                    "`--update` changes the lock, and `--check` does not",
                    "leave one of them out");
        }
        if (!update && !patterns.isEmpty()) {
            throw mistake(
                    "unexpected-argument",
                    "`lock` adds all that is missing, so `"
                            + patterns.getFirst()
                            + "` has no place here",
                    "run `jbuild lock`, or `jbuild lock --update "
                            + patterns.getFirst()
                            + "` to take what is new");
        }
        LockTask task =
                update
                        ? new LockTask.Update(patterns)
                        : check ? new LockTask.Check() : new LockTask.Complete();
        return new Invocation.Lock(
                project(before, lock),
                platforms(lock.matchedOptionValue(Syntax.PLATFORM, List.of())),
                task);
    }

    private Invocation aboutGoals(
            ParseResult before, ParseResult command, Function<GoalOptions, Invocation> invocation)
            throws UserMistake {
        ProjectOptions project = project(before, command);
        List<String> goals = goals(command);
        List<Platform> platforms =
                platforms(command.matchedOptionValue(Syntax.PLATFORM, List.of()));
        return goals.isEmpty()
                ? new Invocation.NoGoal(project)
                : invocation.apply(new GoalOptions(project, goals, platforms));
    }

    private static List<String> goals(ParseResult result) throws UserMistake {
        List<String> goals = result.matchedPositionalValue(0, List.of());
        for (String goal : goals) {
            if (goal.indexOf('+') < 0) {
                throw UsageMistakes.notAReference(goal);
            }
        }
        return goals;
    }

    private Invocation build(ParseResult result) throws UserMistake {
        ProjectOptions project = project(result);
        List<String> goals = goals(result);
        BuildOptions options =
                new BuildOptions(
                        project,
                        goals,
                        platforms(result.matchedOptionValue(Syntax.PLATFORM, List.of())),
                        result.hasMatchedOption(Syntax.PUSH),
                        result.hasMatchedOption(Syntax.PRIVILEGED),
                        secrets(result),
                        lockUse(result),
                        trust(result.matchedOptionValue(Syntax.TRUST, "host")),
                        cacheSize(result),
                        progress(result.matchedOptionValue(Syntax.PROGRESS, "auto")));
        return goals.isEmpty() ? new Invocation.NoGoal(project) : new Invocation.Build(options);
    }

    private Invocation cache(ParseResult cache) throws UserMistake {
        List<String> words = cache.matchedPositionalValue(0, List.of());
        CacheTask task =
                switch (String.join(" ", words)) {
                    case "status" -> CacheTask.STATUS;
                    case "gc" -> CacheTask.COLLECT;
                    case "verify" -> CacheTask.VERIFY;
                    case "clear" -> CacheTask.CLEAR;
                    default ->
                            throw mistake(
                                    "unexpected-argument",
                                    words.isEmpty()
                                            ? "`cache` does not say what to do"
                                            : "`cache` cannot `" + String.join(" ", words) + "`",
                                    "valid are status, gc, verify and clear");
                };
        return new Invocation.Cache(task, cacheSize(cache));
    }

    private CacheSize cacheSize(ParseResult result) throws UserMistake {
        if (result.hasMatchedOption(Syntax.CACHE_SIZE)) {
            return CacheSizes.parse(
                    Syntax.CACHE_SIZE, result.matchedOptionValue(Syntax.CACHE_SIZE, ""));
        }
        String usual = environment.getOrDefault(CACHE_SIZE_VARIABLE, "");
        return usual.isEmpty() ? CacheSize.usual() : CacheSizes.parse(CACHE_SIZE_VARIABLE, usual);
    }

    private static LockUse lockUse(ParseResult result) throws UserMistake {
        if (!result.hasMatchedOption(Syntax.OFFLINE)) {
            return result.hasMatchedOption(Syntax.LOCKED) ? LockUse.FROZEN : LockUse.EXTEND;
        }
        if (result.hasMatchedOption(Syntax.PUSH)) {
            throw mistake(
                    "invalid-option",
                    "`--push` needs the network, and `--offline` forbids it",
                    "leave one of them out");
        }
        return LockUse.OFFLINE;
    }

    /** What stands behind a command's name counts more than what stands before it. */
    private ProjectOptions project(ParseResult... parts) throws UserMistake {
        List<String> arguments = new ArrayList<>();
        String folder = ".";
        for (ParseResult part : parts) {
            arguments.addAll(part.matchedOptionValue(Syntax.ARGUMENT, List.of()));
            folder = part.matchedOptionValue(Syntax.FOLDER, folder);
        }
        return new ProjectOptions(path(Syntax.FOLDER, folder), named(Syntax.ARGUMENT, arguments));
    }

    private Secrets secrets(ParseResult result) throws UserMistake {
        SortedMap<String, Path> files = new TreeMap<>();
        for (String text : result.matchedOptionValue(Syntax.SECRET_FILE, List.<String>of())) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw mistake(
                        "invalid-option",
                        "`--secret-file " + text + "` does not say which secret or which file",
                        "write --secret-file ID=PATH");
            }
            files.put(
                    text.substring(0, equals),
                    path(Syntax.SECRET_FILE, text.substring(equals + 1)));
        }
        return new Secrets(
                named(Syntax.SECRET, result.matchedOptionValue(Syntax.SECRET, List.of())), files);
    }

    /** The last value of each name; what is not given here is in the environment. */
    private SortedMap<String, String> named(String option, List<String> texts) throws UserMistake {
        SortedMap<String, String> values = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isEmpty()) {
                throw mistake(
                        "invalid-option",
                        "`" + option + " =...` has no name",
                        "write " + option + " NAME=VALUE");
            }
            values.put(
                    name, equals < 0 ? fromEnvironment(option, name) : text.substring(equals + 1));
        }
        return values;
    }

    private String fromEnvironment(String option, String name) throws UserMistake {
        @Nullable String value = environment.get(name);
        if (value == null) {
            throw mistake(
                    "invalid-option",
                    "`"
                            + option
                            + " "
                            + name
                            + "` has no value, and there is no environment variable `"
                            + name
                            + "`",
                    "write " + option + " " + name + "=VALUE, or export " + name);
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

    private static GraphFormat graphFormat(String text) throws UserMistake {
        return switch (text) {
            case "text" -> GraphFormat.TEXT;
            case "dot" -> GraphFormat.DOT;
            case "mermaid" -> GraphFormat.MERMAID;
            default ->
                    throw mistake(
                            "invalid-option",
                            "`" + text + "` is not a format of a graph",
                            "valid are text, dot and mermaid");
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
