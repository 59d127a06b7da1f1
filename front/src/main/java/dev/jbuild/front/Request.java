package dev.jbuild.front;

import dev.jbuild.front.ledger.Parts;
import dev.jbuild.front.ledger.Question;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plain request to build, as the command line has it.
 *
 * <p>Understands what is written in the ways that people and scripts write, and nothing that could
 * be meant otherwise: whatever is left over is for the real command line, which knows all of it.
 */
public final class Request {
    private final Path workingFolder;
    private final Map<String, String> environment;
    private final List<String> goals = new ArrayList<>();
    private final List<String> platforms = new ArrayList<>();
    private final TreeMap<String, String> arguments = new TreeMap<>();

    /** Options of which there is one at most: a second one is for the real program to refuse. */
    private final TreeMap<String, String> single = new TreeMap<>();

    private Request(Path workingFolder, Map<String, String> environment) {
        this.workingFolder = workingFolder;
        this.environment = environment;
    }

    /**
     * Reads a command line; empty when it is not a plain request to build.
     *
     * @param workingFolder absolute
     * @param environment where arguments without a value take theirs from
     */
    public static Optional<Request> of(
            List<String> arguments, Path workingFolder, Map<String, String> environment) {
        Request request = new Request(workingFolder, environment);
        for (int i = 0; i < arguments.size(); ) {
            int used = request.take(arguments, i);
            if (used == 0) {
                return Optional.empty();
            }
            i += used;
        }
        return request.goals.isEmpty() ? Optional.empty() : Optional.of(request);
    }

    /** How many arguments belong together at a place; 0 when that is not understood. */
    private int take(List<String> arguments, int place) {
        String argument = arguments.get(place);
        if (!argument.startsWith("-")) {
            return argument.indexOf('+') >= 0 && goals.add(argument) ? 1 : 0;
        }
        if (argument.equals("--trust-ledger") || argument.equals("--push")) {
            return once(argument, "") ? 1 : 0;
        }
        int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
        if (equals >= 0) {
            return option(argument.substring(0, equals), argument.substring(equals + 1)) ? 1 : 0;
        }
        if (place + 1 == arguments.size() || arguments.get(place + 1).startsWith("-")) {
            return 0;
        }
        return option(argument, arguments.get(place + 1)) ? 2 : 0;
    }

    private boolean option(String name, String value) {
        return switch (name) {
            case "--arg" -> argument(value);
            case "--platform" -> platforms(value);
            case "-C", "--trust" -> once(name, value);
            case "--progress" ->
                    (value.equals("auto") || value.equals("plain") || value.equals("tty"))
                            && once(name, value);
            default -> false;
        };
    }

    private boolean once(String name, String value) {
        return single.putIfAbsent(name, value) == null;
    }

    private boolean platforms(String value) {
        for (String platform : value.split(",", -1)) {
            if (platform.isEmpty()) {
                return false;
            }
            platforms.add(platform);
        }
        return true;
    }

    private boolean argument(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        @Nullable String value = equals < 0 ? environment.get(name) : text.substring(equals + 1);
        if (name.isEmpty() || value == null) {
            return false;
        }
        arguments.put(name, value);
        return true;
    }

    /** Whether the user does without asking the engine. */
    boolean trustsLedger() {
        return single.containsKey("--trust-ledger");
    }

    /** Whether images and releases go to where others find them. */
    public boolean pushes() {
        return single.containsKey("--push");
    }

    /** References to targets, at least one. */
    public List<String> goals() {
        return List.copyOf(goals);
    }

    /** Names of platforms, none for the native one. */
    public List<String> platforms() {
        return List.copyOf(platforms);
    }

    /** Values by name, those of the environment among them. */
    public SortedMap<String, String> arguments() {
        return Collections.unmodifiableSortedMap(arguments);
    }

    /** Of the project; relative to the working folder if not absolute. */
    public String folder() {
        return single.getOrDefault("-C", ".");
    }

    /** {@code host}, {@code none} or a file. */
    public String trust() {
        return single.getOrDefault("--trust", "host");
    }

    /** {@code auto}, {@code plain} or {@code tty}. */
    public String progress() {
        return single.getOrDefault("--progress", "auto");
    }

    /**
     * What the answer depends on beside what can change in the meantime; empty when there is none
     * that could be known beforehand: what was pushed may have been removed by others.
     *
     * @param program folder of the jars of this jbuild, which another one does not share
     * @param machine name of the processor's architecture: the native platform follows from it
     */
    public Optional<Question> question(Path program, String machine) {
        if (pushes()) {
            return Optional.empty();
        }
        Path root;
        try {
            root = workingFolder.resolve(folder()).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        Parts text = new Parts();
        text.add(root.toString());
        text.add(program.toString());
        text.add(machine);
        text.add(trust());
        text.add(goals);
        text.add(platforms);
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            text.add(argument.getKey());
            text.add(argument.getValue());
        }
        return Optional.of(new Question(root.toString(), text.toString()));
    }
}
