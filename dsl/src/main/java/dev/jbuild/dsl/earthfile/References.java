package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads references to targets, those with a name from {@code IMPORT} included. */
final class References {
    private static final Pattern REFERENCE =
            Pattern.compile("([^+]*)\\+([A-Za-z][\\w.-]*)(?:/(.*))?", Pattern.DOTALL);

    /** Options of commands, which are no arguments. */
    private static final Pattern KNOWN =
            Pattern.compile("platform|dir|push|chown|chmod|f|dockerfile|target");

    private final Map<String, String> imports = new HashMap<>();
    private final Artifacts artifacts;

    /**
     * A reference.
     *
     * @param place before the {@code +}: empty for this file
     * @param path of the artifact; absent where there is none
     * @param arguments as they are written
     */
    record Reference(
            String place,
            String target,
            Optional<String> path,
            SequencedMap<String, String> arguments) {
        String inBuildFile() {
            return place + "+" + target;
        }
    }

    References(EarthfileParser.Parsed file, Artifacts artifacts) {
        this.artifacts = artifacts;
        Stream.concat(
                        Statements.commands(file.base()),
                        file.sections().stream()
                                .flatMap(section -> Statements.commands(section.body())))
                .filter(command -> command.word().equals("IMPORT"))
                .forEach(this::remember);
    }

    private void remember(Command command) {
        List<String> words = Flags.anywhere(Words.of(command.rest())).words();
        if (!words.isEmpty()) {
            String path = Value.of(words.getFirst()).plain();
            String last = path.replaceFirst(":[^/:]*$", "");
            last = last.substring(last.lastIndexOf('/') + 1);
            boolean named = words.size() == 3 && words.get(1).equals("AS");
            imports.put(named ? words.get(2) : last, path);
        }
    }

    /** Reads {@code +target}, {@code (+target --NAME=value)} and the same with an artifact. */
    Reference of(String word) throws Untranslatable {
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        String text = word;
        if (word.startsWith("(") && word.endsWith(")")) {
            Flags inner = Flags.anywhere(Words.of(word.substring(1, word.length() - 1)));
            if (inner.words().isEmpty()) {
                throw new Untranslatable("`" + word + "` is not a reference");
            }
            text = inner.words().getFirst();
            arguments.putAll(arguments(inner));
        }
        Matcher reference = REFERENCE.matcher(Value.of(text).plain());
        if (!reference.matches()) {
            throw new Untranslatable("`" + text + "` is not a reference");
        }
        return new Reference(
                place(reference.group(1)),
                reference.group(2),
                Optional.ofNullable(reference.group(3)),
                arguments);
    }

    static boolean isReference(String word) {
        String text = word.startsWith("(") ? word.substring(1).strip() : word;
        return REFERENCE.matcher(Value.of(text).plain()).lookingAt()
                && !text.startsWith("/")
                && !text.startsWith("$");
    }

    private String place(String written) {
        String place = imports.getOrDefault(written, written).replaceFirst("/+$", "");
        boolean relative =
                !place.isEmpty()
                        && !place.startsWith(".")
                        && !place.substring(0, (place + "/").indexOf('/')).contains(".");
        return relative ? "./" + place : place.equals(".") ? "" : place;
    }

    /** The arguments that an option hands on: {@code --NAME=value} or {@code --build-arg}. */
    static SequencedMap<String, String> arguments(Flags flags) {
        SequencedMap<String, String> arguments = new LinkedHashMap<>();
        flags.values()
                .forEach(
                        (name, values) -> {
                            if (name.matches("[A-Za-z]\\w*") && !KNOWN.matcher(name).matches()) {
                                arguments.put(name, values.getLast());
                            }
                        });
        for (String pair : flags.all("build-arg")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return arguments;
    }

    /**
     * The arguments of {@code BUILD}: each value that an option has, with each of the others.
     *
     * @return at least one, with the arguments in their order
     */
    static List<SequencedMap<String, String>> combinations(Flags flags) {
        List<SequencedMap<String, String>> all = List.of(new LinkedHashMap<>());
        for (String name : arguments(flags).keySet()) {
            List<SequencedMap<String, String>> longer = new ArrayList<>();
            for (SequencedMap<String, String> begun : all) {
                for (String value : values(flags, name)) {
                    SequencedMap<String, String> one = new LinkedHashMap<>(begun);
                    one.put(name, value);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    private static List<String> values(Flags flags, String name) {
        List<String> values = new ArrayList<>(flags.all(name));
        flags.all("build-arg").stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .forEach(values::add);
        return values;
    }

    /** The artifacts that a reference stands for, each with the reference that a build file has. */
    List<Artifacts.Found> artifacts(Reference reference) throws Untranslatable {
        String name = Artifacts.tidy(reference.path().orElse("").replaceFirst("^/", ""));
        String before = reference.inBuildFile() + "/";
        if (!reference.place().isEmpty() || !artifacts.knows(reference.target())) {
            return List.of(new Artifacts.Found(before + name, false));
        }
        List<Artifacts.Found> found = artifacts.find(reference.target(), name);
        if (found.isEmpty()) {
            throw new Untranslatable(
                    "`+"
                            + reference.target()
                            + "` has no artifact `"
                            + name
                            + "` that can be named by its path");
        }
        return found.stream()
                .map(each -> new Artifacts.Found(before + each.end(), each.folder()))
                .toList();
    }
}
