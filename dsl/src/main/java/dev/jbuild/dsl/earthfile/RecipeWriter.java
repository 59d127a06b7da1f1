package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Block;
import dev.jbuild.dsl.earthfile.Statement.Branch;
import dev.jbuild.dsl.earthfile.Statement.Choice;
import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the statements of one target, of a function, or of the beginning of the file. */
final class RecipeWriter {
    private final Recipe recipe;
    private final SettingCommands settings;
    private final SourceCommands sources;
    private final RunCommands runs;
    private final ResultCommands results;
    private final VariableCommands variables;

    /** Whether steps of the Earthfile would act on the machine itself. */
    private boolean local;

    RecipeWriter(Recipe recipe, Artifacts.Folders folders) {
        this.recipe = recipe;
        this.sources = new SourceCommands(recipe);
        this.runs = new RunCommands(recipe);
        this.results = new ResultCommands(recipe, folders);
        this.variables = new VariableCommands(recipe);
        this.settings = new SettingCommands(recipe, variables);
    }

    void write(List<Statement> body) {
        for (Statement statement : body) {
            switch (statement) {
                case Command command -> command(command);
                case Statement.Comment comment -> recipe.page().comment(comment.text());
                case Statement.Blank _ -> recipe.page().gap();
                case Choice choice -> choice(choice);
                case Block block -> block(block);
            }
        }
    }

    private void command(Command command) {
        try {
            if (local && !command.word().equals("BUILD") && !command.word().equals("ARG")) {
                throw new Untranslatable("no step acts on the machine itself");
            }
            translate(command);
            LeftOut.of(command).forEach(remark -> recipe.page().remark(command.line(), remark));
        } catch (Untranslatable e) {
            recipe.page().leave(command, e.why());
        }
    }

    private void translate(Command command) throws Untranslatable {
        switch (command.word()) {
            case "FROM" -> sources.from(command);
            case "FROM DOCKERFILE" -> sources.fromDockerfile(command);
            case "COPY" -> sources.copy(command);
            case "GIT CLONE" -> sources.gitClone(command);
            case "RUN" -> runs.run(command);
            case "CACHE" -> runs.cache(command);
            case "SAVE ARTIFACT" -> results.artifact(command, false);
            case "SAVE IMAGE" -> results.image(command);
            case "BUILD" -> results.build(command);
            case "ARG" -> variables.arg(command);
            case "LET", "SET" -> variables.let(command);
            case "DO" -> variables.call(command);
            case "WORKDIR",
                    "USER",
                    "ENV",
                    "LABEL",
                    "EXPOSE",
                    "VOLUME",
                    "ENTRYPOINT",
                    "CMD",
                    "STOPSIGNAL",
                    "HEALTHCHECK" ->
                    settings.translate(command);
            case "VERSION", "PROJECT", "IMPORT" -> {
                // Names of imports are written out where they are used.
            }
            case "LOCALLY" -> {
                local = true;
                throw new Untranslatable(
                        "no step acts on the machine itself: let steps yield files, and deliver them"
                                + " with `artifact … as:`");
            }
            case "" -> throw new Untranslatable("this is no command");
            default -> throw new Untranslatable("there is nothing like it");
        }
    }

    private void choice(Choice choice) {
        List<String> conditions = new ArrayList<>();
        try {
            for (Branch branch : choice.branches()) {
                conditions.add(Conditions.of(branch.condition(), recipe.names()));
            }
        } catch (Untranslatable e) {
            leave(choice, e.why());
            return;
        }
        List<String> declared = variables.declareBefore(List.of(choice));
        for (int i = 0; i < conditions.size(); i++) {
            String head = "if (" + conditions.get(i) + ")";
            if (i == 0) {
                recipe.page().open(head);
            } else {
                recipe.page().reopen("else " + head);
            }
            writeBranch(choice.branches().get(i).body());
        }
        if (!choice.otherwise().isEmpty()) {
            recipe.page().reopen("else");
            writeBranch(choice.otherwise());
        }
        variables.over(declared);
        recipe.page().close();
    }

    /** Writes what may not be done: on a cache that it declares, nobody else can rely. */
    private void writeBranch(List<Statement> body) {
        Set<String> before = Set.copyOf(recipe.caches());
        write(body);
        recipe.caches().retainAll(before);
    }

    private void block(Block block) {
        switch (block.word()) {
            case "WAIT" -> write(block.body());
            case "TRY" -> {
                write(block.body());
                always(block.last());
            }
            case "FOR" -> loop(block);
            default ->
                    leave(
                            block,
                            "a step has no Docker engine: declare a `service` beside the run, or let"
                                    + " the run be a target of its own");
        }
    }

    /** What {@code FINALLY} saves, it saves also after a failure. */
    private void always(List<Statement> last) {
        for (Statement statement : last) {
            if (statement instanceof Command command && command.word().equals("SAVE ARTIFACT")) {
                try {
                    results.artifact(command, true);
                } catch (Untranslatable e) {
                    recipe.page().leave(command, e.why());
                }
            } else {
                write(List.of(statement));
            }
        }
    }

    private void loop(Block block) {
        Flags flags = Flags.leading(Words.of(block.rest()));
        List<String> words = flags.words();
        try {
            if (words.size() < 3 || !words.get(1).equals("IN")) {
                throw new Untranslatable("it does not say what to go through");
            }
            String items = items(words.subList(2, words.size()), flags.first("sep"));
            List<String> declared = variables.declareBefore(block.body());
            String item = recipe.names().declare(words.getFirst());
            recipe.page().open("for (String " + item + " in " + items + ")");
            writeBranch(block.body());
            variables.over(declared);
            recipe.page().close();
        } catch (Untranslatable e) {
            leave(block, e.why());
        }
    }

    /** What a loop goes through: words, or the parts of a text between characters. */
    private String items(List<String> words, Optional<String> separators) throws Untranslatable {
        String all = String.join(" ", words);
        for (Value.Piece piece : Value.of(all).pieces()) {
            if (piece instanceof Value.Piece.Variable variable
                    && !recipe.names().knows(variable.name())) {
                throw new Untranslatable(
                        "`" + variable.name() + "` has its value in a container only");
            }
        }
        if (separators.isPresent()) {
            return recipe.text(all) + ".tokenize(" + recipe.text(separators.get()) + ")";
        }
        // What a variable has may be several items.
        return Value.of(all).pieces().stream().anyMatch(Value.Piece.Variable.class::isInstance)
                ? recipe.text(all) + ".tokenize()"
                : GroovyText.list(recipe.texts(words));
    }

    /** Leaves a whole block as comments, with one remark. */
    private void leave(Statement block, String why) {
        recipe.page()
                .remark(
                        block.line(),
                        switch (block) {
                            case Choice _ -> "`IF`: " + why;
                            case Block other -> "`" + other.word() + "`: " + why;
                            default -> why;
                        });
        BlockText.of(block).forEach(recipe.page()::comment);
    }
}
