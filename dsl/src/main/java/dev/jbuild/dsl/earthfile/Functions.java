package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.compile.TakenNames;
import dev.jbuild.dsl.earthfile.Statement.Command;
import dev.jbuild.dsl.earthfile.Statement.Section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions of an Earthfile. A function of a build file sees nothing but its parameters, so
 * arguments of the file that it uses become parameters as well.
 */
final class Functions {
    private final Map<String, Function> byName = new LinkedHashMap<>();

    /**
     * A function.
     *
     * @param identifier what it is called in the build file
     * @param defaults its parameters, each with the word that stands for its default
     * @param taken parameters that callers hand on from the file
     */
    record Function(String identifier, SequencedMap<String, String> defaults, List<String> taken) {}

    private Functions() {}

    static Functions of(EarthfileParser.Parsed file, Set<String> ofFile) {
        Functions functions = new Functions();
        for (Section section : file.sections()) {
            if (section.function()) {
                SequencedMap<String, String> parameters = parameters(section);
                List<String> taken = new ArrayList<>();
                for (String name : used(section, file, ofFile, new LinkedHashSet<>())) {
                    if (!parameters.containsKey(name) && !declares(section, name)) {
                        taken.add(name);
                    }
                }
                functions.byName.put(
                        section.name(),
                        new Function(identifier(section.name()), parameters, taken));
            }
        }
        return functions;
    }

    Optional<Function> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether it says itself what the target starts from. */
    static boolean starts(Section section) {
        return Statements.commands(section.body())
                .anyMatch(command -> command.word().startsWith("FROM"));
    }

    private static SequencedMap<String, String> parameters(Section section) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        Statements.commands(section.body())
                .filter(command -> command.word().equals("ARG"))
                .forEach(
                        command -> {
                            Declaration declaration = Declaration.of(command);
                            if (Facts.of(declaration.name()).isEmpty()) {
                                parameters.put(declaration.name(), declaration.value().orElse(""));
                            }
                        });
        return parameters;
    }

    private static boolean declares(Section section, String name) {
        return Statements.commands(section.body())
                .anyMatch(
                        command ->
                                command.word().equals("ARG")
                                        && Declaration.of(command).name().equals(name));
    }

    private static Set<String> used(
            Section section,
            EarthfileParser.Parsed file,
            Set<String> ofFile,
            Set<String> seenFunctions) {
        Set<String> used = new LinkedHashSet<>();
        List<Command> commands = Statements.commands(section.body()).toList();
        for (String name : ofFile) {
            Pattern mention = Pattern.compile("\\$\\{?" + Pattern.quote(name) + "\\b");
            if (commands.stream().anyMatch(command -> mention.matcher(command.rest()).find())) {
                used.add(name);
            }
        }
        for (Section other : file.sections()) {
            boolean called =
                    other.function()
                            && commands.stream()
                                    .anyMatch(
                                            command ->
                                                    command.word().equals("DO")
                                                            && calls(command, other.name()));
            if (called && seenFunctions.add(other.name())) {
                used.addAll(used(other, file, ofFile, seenFunctions));
            }
        }
        return used;
    }

    private static boolean calls(Command command, String function) {
        return Flags.anywhere(Words.of(command.rest())).words().contains("+" + function);
    }

    /** {@code INSTALL_DEPS} as {@code installDeps}. */
    private static String identifier(String name) {
        StringBuilder identifier = new StringBuilder();
        boolean capital = false;
        for (char c :
                (name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name)
                        .toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                identifier.append(capital ? Character.toUpperCase(c) : c);
                capital = false;
            } else {
                capital = !identifier.isEmpty();
            }
        }
        String found = identifier.toString();
        return Names.isTaken(found) || TakenNames.include(found) ? found + "Steps" : found;
    }
}
