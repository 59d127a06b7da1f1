package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Functions.Function;
import dev.jbuild.dsl.earthfile.References.Reference;
import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** {@code ARG}, {@code LET} and {@code SET}, and calls of functions. */
final class VariableCommands {
    private final Recipe recipe;

    /** Those that have been declared before a block and get their values in it. */
    private final Set<String> empty = new HashSet<>();

    VariableCommands(Recipe recipe) {
        this.recipe = recipe;
    }

    void arg(Command command) throws Untranslatable {
        Declaration declaration = Declaration.of(command);
        String name = declaration.name();
        boolean again = recipe.names().knows(name) && !empty.contains(name);
        Optional<String> fact = Facts.of(name);
        if (again && declaration.value().isEmpty()) {
            return;
        }
        if (name.startsWith("EARTHLY_") && fact.isEmpty()) {
            recipe.page()
                    .remark(command.line(), "nothing gives `" + name + "` its value by itself");
        }
        boolean unknown = declaration.value().map(Value::of).filter(Value::needsShell).isPresent();
        if (unknown) {
            recipe.page()
                    .remark(
                            command.line(),
                            "`"
                                    + name
                                    + "` has to be given, as it was the output of a command: "
                                    + declaration.value().orElse("")
                                    + hint(declaration.value().orElse("")));
        }
        String value =
                fact.isPresent()
                        ? fact.get()
                        : "arg('"
                                + name
                                + "'"
                                + (declaration.required() || unknown
                                        ? ")"
                                        : ", default: "
                                                + recipe.text(declaration.value().orElse("''"))
                                                + ")");
        assign(name, value);
    }

    private static String hint(String command) {
        return command.matches("\\$\\(cat [\\w./-]+\\)")
                ? "; `file('…').trim()` reads a file of the project"
                : "";
    }

    void let(Command command) throws Untranslatable {
        Declaration declaration = Declaration.of(command);
        assign(declaration.name(), recipe.text(declaration.value().orElse("''")));
    }

    private void assign(String name, String value) {
        boolean here = recipe.names().declares(name);
        String identifier = here ? recipe.names().identifier(name) : recipe.names().declare(name);
        recipe.step((here ? "" : "String ") + identifier + " = " + value);
    }

    /** Variables that a block declares are seen behind it, which Groovy does not have. */
    List<String> declareBefore(List<Statement> block) {
        List<String> names =
                Statements.commands(block)
                        .filter(command -> List.of("ARG", "LET").contains(command.word()))
                        .map(command -> Declaration.of(command).name())
                        .filter(name -> !recipe.names().knows(name))
                        .distinct()
                        .toList();
        names.forEach(name -> assign(name, "''"));
        empty.addAll(names);
        return names;
    }

    /** Says that the block is over which variables have been declared before. */
    void over(List<String> names) {
        names.forEach(empty::remove);
    }

    /** What {@code ENV} sets goes before an argument of that name. */
    void override(Command command, SequencedMap<String, String> environment) throws Untranslatable {
        for (Map.Entry<String, String> set : environment.entrySet()) {
            String name = set.getKey();
            if (!recipe.names().knows(name)) {
                continue;
            }
            String value = recipe.text(set.getValue());
            if (!Value.of(set.getValue()).isKnown(recipe.names())) {
                recipe.page()
                        .remark(
                                command.line(),
                                "`"
                                        + name
                                        + "` is an argument as well, and runs get the value of"
                                        + " that: give one of them another name");
            } else if (!value.equals(recipe.names().identifier(name))) {
                assign(name, value);
            }
        }
    }

    void call(Command command) throws Untranslatable {
        Flags flags = Flags.anywhere(Words.of(command.rest()));
        if (flags.words().isEmpty()) {
            throw new Untranslatable("it names no function");
        }
        Reference reference = recipe.references().of(flags.words().getFirst());
        Optional<Function> function = recipe.functions().find(reference.target());
        if (!reference.place().isEmpty() || function.isEmpty()) {
            throw new Untranslatable(
                    "import the function from the build file of its folder, and call it with values"
                            + " in the order of its parameters");
        }
        List<String> values = values(function.get(), recipe.texts(References.arguments(flags)));
        recipe.step(
                function.get().identifier()
                        + (values.isEmpty() ? "()" : " " + String.join(", ", values)));
    }

    private List<String> values(Function function, SequencedMap<String, String> given)
            throws Untranslatable {
        List<String> values = new ArrayList<>();
        int needed = 0;
        for (Map.Entry<String, String> parameter : function.defaults().entrySet()) {
            String value = given.get(parameter.getKey());
            values.add(value == null ? recipe.text(orEmpty(parameter.getValue())) : value);
            needed = value == null ? needed : values.size();
        }
        for (String taken : function.taken()) {
            values.add(recipe.names().identifier(taken));
            needed = values.size();
        }
        return values.subList(0, needed);
    }

    static String orEmpty(String word) {
        return word.isEmpty() ? "''" : word;
    }
}
