package dev.jbuild.cli.option;

import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.UserMistake;

import org.jspecify.annotations.Nullable;

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

/** Reads values of options that several commands have. */
final class OptionValues {
    private static final String CACHE_SIZE_VARIABLE = "JBUILD_CACHE_SIZE";

    private final Map<String, String> environment;
    private final Path workingFolder;

    /**
     * @param environment where arguments without a value take theirs from
     * @param workingFolder absolute; what paths of the command line are relative to
     */
    OptionValues(Map<String, String> environment, Path workingFolder) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
    }

    /** What stands behind a command's name counts more than what stands before it. */
    ProjectOptions project(ParseResult... parts) throws UserMistake {
        List<String> arguments = new ArrayList<>();
        String folder = ".";
        for (ParseResult part : parts) {
            arguments.addAll(part.matchedOptionValue(Syntax.ARGUMENT, List.of()));
            folder = part.matchedOptionValue(Syntax.FOLDER, folder);
        }
        return new ProjectOptions(path(Syntax.FOLDER, folder), named(Syntax.ARGUMENT, arguments));
    }

    static List<String> goals(ParseResult result) throws UserMistake {
        List<String> goals = result.matchedPositionalValue(0, List.of());
        for (String goal : goals) {
            if (goal.indexOf('+') < 0) {
                throw UsageMistakes.notAReference(goal);
            }
        }
        return goals;
    }

    static List<Platform> platforms(List<String> texts) throws UserMistake {
        Set<Platform> platforms = new LinkedHashSet<>();
        for (String text : texts) {
            platforms.add(platform(text));
        }
        return List.copyOf(platforms);
    }

    private static Platform platform(String text) throws UserMistake {
        try {
            return Platform.parseKnown(text.strip());
        } catch (IllegalArgumentException e) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "`" + text + "` is not a platform",
                    "a platform is os/architecture, such as linux/amd64 or linux/arm64");
        }
    }

    Secrets secrets(ParseResult result) throws UserMistake {
        SortedMap<String, Path> files = new TreeMap<>();
        for (String text : result.matchedOptionValue(Syntax.SECRET_FILE, List.<String>of())) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw UsageMistakes.mistake(
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

    Trust trust(String text) throws UserMistake {
        return switch (text) {
            case "host" -> new Trust.Host();
            case "none" -> new Trust.None();
            default -> new Trust.File(path(Syntax.TRUST, text));
        };
    }

    CacheSize cacheSize(ParseResult result) throws UserMistake {
        if (result.hasMatchedOption(Syntax.CACHE_SIZE)) {
            return CacheSizes.parse(
                    Syntax.CACHE_SIZE, result.matchedOptionValue(Syntax.CACHE_SIZE, ""));
        }
        return usualCacheSize();
    }

    /** What holds where the command line says nothing. */
    CacheSize usualCacheSize() throws UserMistake {
        String usual = environment.getOrDefault(CACHE_SIZE_VARIABLE, "");
        return usual.isEmpty() ? CacheSize.usual() : CacheSizes.parse(CACHE_SIZE_VARIABLE, usual);
    }

    static ProgressStyle progress(String text) throws UserMistake {
        return switch (text) {
            case "auto" -> ProgressStyle.AUTO;
            case "plain" -> ProgressStyle.PLAIN;
            case "tty" -> ProgressStyle.TTY;
            default ->
                    throw UsageMistakes.mistake(
                            "invalid-option",
                            "`" + text + "` is not a way to show progress",
                            "valid are auto, plain and tty");
        };
    }

    Path path(String option, String text) throws UserMistake {
        try {
            return workingFolder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "`" + option + " " + text + "` is not a path",
                    "a path has no NUL character");
        }
    }

    /** The last value of each name; what is not given here is in the environment. */
    private SortedMap<String, String> named(String option, List<String> texts) throws UserMistake {
        SortedMap<String, String> values = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isEmpty()) {
                throw UsageMistakes.mistake(
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
            throw UsageMistakes.mistake(
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

    /** A number, with up to six digits. */
    static int count(ParseResult result, String option, int otherwise) throws UserMistake {
        String text = result.matchedOptionValue(option, String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,6}")) {
            throw UsageMistakes.mistake(
                    "invalid-option",
                    "`" + option + " " + text + "` is no number",
                    "as in `" + option + " " + otherwise + "`");
        }
        return Integer.parseInt(text);
    }
}
