package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.EarthfileParser.Parsed;
import dev.jbuild.dsl.earthfile.Functions.Function;
import dev.jbuild.dsl.earthfile.Statement.Command;
import dev.jbuild.dsl.earthfile.Statement.Section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a build file of an Earthfile. */
public final class EarthfileImport {
    /** What the beginning of an Earthfile may say about the file, and not about its targets. */
    private static final Set<String> OF_FILE =
            Set.of("ARG", "LET", "SET", "VERSION", "PROJECT", "IMPORT");

    /** Commands that a target has without having files. */
    private static final Set<String> WITHOUT_FILES = Set.of("ARG", "LET", "SET", "BUILD");

    private final Parsed file;
    private final Page page = new Page();
    private final Names ofFile = Names.ofFile();
    private final References references;
    private final Functions functions;
    private final Artifacts.Folders folders;

    private EarthfileImport(Parsed file) {
        this.file = file;
        this.references = new References(file, Artifacts.of(file));
        this.functions = Functions.of(file, declared(file.base()));
        this.folders = Artifacts.Folders.of(file);
    }

    /** Translates an Earthfile, whatever is in it: what cannot be, is remarked upon. */
    public static Imported of(String earthfile) {
        return new EarthfileImport(EarthfileParser.parse(earthfile)).imported();
    }

    private Imported imported() {
        page.line("jbuild '1'");
        page.gap();
        recipe(ofFile).write(fileStatements(true));
        List<Statement> base = fileStatements(false);
        boolean hasBase = base.stream().anyMatch(s -> isStep(s, "FROM"));
        if (hasBase) {
            page.gap();
            page.open("target('base')");
            page.line("doc 'What the other targets start from'");
            recipe(ofFile.inner()).write(base);
            page.close();
        }
        int targets = hasBase ? 1 : 0;
        for (Section section : file.sections()) {
            page.gap();
            if (section.function()) {
                function(section);
            } else {
                target(section, base, hasBase);
                targets++;
            }
        }
        return page.imported(targets);
    }

    private RecipeWriter recipe(Names names) {
        return new RecipeWriter(Recipe.of(page, names, references, functions), folders);
    }

    /** Those of the beginning that are about the file, or those that make a file system. */
    private List<Statement> fileStatements(boolean aboutFile) {
        List<Statement> chosen = new ArrayList<>();
        for (Statement statement : file.base()) {
            boolean about =
                    statement instanceof Statement.Comment
                            || statement instanceof Statement.Blank
                            || Statements.commands(List.of(statement))
                                    .allMatch(command -> OF_FILE.contains(command.word()));
            if (about == aboutFile) {
                chosen.add(statement);
            }
        }
        return chosen;
    }

    private static boolean isStep(Statement statement, String... only) {
        return Statements.commands(List.of(statement))
                .anyMatch(command -> !Set.of(only).contains(command.word()));
    }

    private static Set<String> declared(List<Statement> base) {
        return Statements.commands(base)
                .filter(command -> command.word().equals("ARG") || command.word().equals("LET"))
                .map(command -> Declaration.of(command).name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void target(Section section, List<Statement> base, boolean hasBase) {
        page.open("target(" + GroovyText.literal(section.name()) + ")");
        section.doc().ifPresent(doc -> page.line("doc " + GroovyText.literal(doc)));
        Names names = ofFile.inner();
        if (needsBase(section) && !base.isEmpty()) {
            if (hasBase) {
                page.line("from '+base'");
            } else {
                recipe(names).write(base);
            }
        }
        recipe(names).write(section.body());
        page.close();
    }

    private boolean needsBase(Section section) {
        List<Command> commands = Statements.commands(section.body()).toList();
        boolean starts =
                commands.stream()
                        .anyMatch(
                                command ->
                                        command.word().startsWith("FROM")
                                                || command.word().equals("LOCALLY")
                                                || (command.word().equals("DO")
                                                        && callsStart(command)));
        return !starts
                && !commands.stream().allMatch(command -> WITHOUT_FILES.contains(command.word()));
    }

    private boolean callsStart(Command call) {
        return file.sections().stream()
                .filter(Section::function)
                .filter(
                        function ->
                                Flags.anywhere(Words.of(call.rest()))
                                        .words()
                                        .contains("+" + function.name()))
                .anyMatch(Functions::starts);
    }

    private void function(Section section) {
        Function function = functions.find(section.name()).orElseThrow();
        Names names = Names.ofFile();
        List<String> parameters = new ArrayList<>();
        Recipe recipe = Recipe.of(page, names, references, functions);
        function.defaults()
                .forEach(
                        (name, word) ->
                                parameters.add(
                                        "String "
                                                + names.declare(name)
                                                + " = "
                                                + defaultOf(recipe, section, word)));
        for (String taken : function.taken()) {
            parameters.add("String " + names.declare(taken) + " = ''");
        }
        section.doc().ifPresent(page::comment);
        page.open("function('" + function.identifier() + "')");
        if (!parameters.isEmpty()) {
            page.line(String.join(", ", parameters) + " ->");
        }
        new RecipeWriter(recipe, folders).write(withoutArguments(section.body()));
        page.close();
    }

    private String defaultOf(Recipe recipe, Section section, String word) {
        try {
            return recipe.text(VariableCommands.orEmpty(word));
        } catch (Untranslatable e) {
            page.remark(section.line(), e.why());
            return "''";
        }
    }

    /** Without its parameters. Facts are none: a function finds them where it is called. */
    private static List<Statement> withoutArguments(List<Statement> body) {
        return body.stream()
                .filter(
                        statement ->
                                !(statement instanceof Command command
                                        && command.word().equals("ARG")
                                        && Facts.of(Declaration.of(command).name()).isEmpty()))
                .toList();
    }
}
