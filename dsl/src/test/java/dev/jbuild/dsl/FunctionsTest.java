package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.AMD64;
import static dev.jbuild.dsl.ProjectFolder.recipe;
import static dev.jbuild.dsl.ProjectFolder.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Functions, and those of other build files. */
class FunctionsTest {
    private static final String TOOLS =
            """
            jbuild '1'

            function('apt') { String... names ->
                cache '/var/cache/apt'
                run "apt-get install ${names.join(' ')}"
            }

            function('lint') { String tool, int level = 1, Map<String, List<String>> more = [:] ->
                String mode = arg('MODE', default: 'fast')
                more.each { name, values -> run "${name} ${values.join(',')}" }
                run "${tool} ${level} ${mode} ${target}"
                copy 'src', '+rules/out', into: './'
            }

            target('rules') { from 'scratch'; artifact '/out' }
            """;

    @TempDir Path root;
    private ProjectFolder project;

    @BeforeEach
    void makeProject() {
        project = new ProjectFolder(root);
    }

    private List<String> messages(String goal) {
        return project.mistakes(goal).stream().map(Diagnostic::message).toList();
    }

    @Test
    void function_isCalledLikeAMethod() throws Exception {
        project.says(
                """
                function('hello') { String name, int times = 2 ->
                    times.times { run "hello ${name}" }
                }
                function('bye') { run 'bye' }
                target('x') { from 'alpine'; hello('a', 1); hello 'b'; bye() }
                """);
        assertThat(project.scripts("x")).containsExactly("hello a", "hello b", "hello b", "bye");
    }

    @Test
    void imported_runsInTheTargetThatCallsIt_andKeepsItsPlace() throws Exception {
        project.file("tools/jbuild.groovy", TOOLS)
                .variable("MODE", "slow")
                .says(
                        """
                        imports './tools+apt', './tools+lint'
                        target('x') {
                            from 'alpine'
                            apt 'git', 'curl'
                            lint 'shellcheck', 3, [only: ['a', 'b']]
                            lint 'other'
                        }
                        """);
        Project loaded = project.load("+x");
        List<Step> steps = recipe(loaded, "x", AMD64).steps();
        assertThat(scripts(recipe(loaded, "x", AMD64)))
                .containsExactly(
                        "apt-get install git curl",
                        "only a,b",
                        "shellcheck 3 slow x",
                        "other 1 slow x");
        assertThat(steps.get(2).span()).hasToString("tools/jbuild.groovy:5:5");
    }

    @Test
    void steps_knowWhichLinesLedToThem() throws Exception {
        project.file("tools/jbuild.groovy", TOOLS)
                .says(
                        """
                        imports './tools+apt'
                        function('twice') { String name ->
                            2.times {
                                run name
                            }
                        }
                        void method() {
                            twice 'hello'
                        }
                        target('x') {
                            from 'alpine'
                            method()
                            apt 'git'
                            run(
                                'here')
                        }
                        """);
        Recipe recipe = recipe(project.load("+x"), "x", AMD64);
        assertThat(IntStream.range(0, recipe.steps().size()).boxed())
                .extracting(
                        step ->
                                recipe.callers(step).stream()
                                        .map(place -> place.file() + ":" + place.line())
                                        .toList())
                .containsExactly(
                        List.of(),
                        List.of("jbuild.groovy:4", "jbuild.groovy:9", "jbuild.groovy:13"),
                        List.of("jbuild.groovy:4", "jbuild.groovy:9", "jbuild.groovy:13"),
                        List.of("jbuild.groovy:14"),
                        List.of("jbuild.groovy:14"),
                        List.of());
    }

    @Test
    void imported_takesFilesOfTheCaller_andTargetsOfItsOwnFile() throws Exception {
        project.file("tools/jbuild.groovy", TOOLS)
                .file(
                        "app/jbuild.groovy",
                        """
                        jbuild '1'
                        imports '../tools+lint'
                        target('x') { from 'alpine'; lint 'a' }
                        """);
        Project loaded = project.load("./app+x");
        assertThat(loaded.recipes().keySet())
                .extracting(RecipeId::target)
                .containsExactly(new TargetRef("app", "x"), new TargetRef("tools", "rules"));
        assertThat(
                        loaded.recipes().firstEntry().getValue().steps().stream()
                                .filter(Step.Copy.class::isInstance)
                                .map(
                                        step ->
                                                ((Step.Copy) step)
                                                        .source()
                                                        .getClass()
                                                        .getSimpleName()))
                .containsExactly("Context", "Artifact");
        assertThat(
                        loaded.recipes().firstEntry().getValue().steps().stream()
                                .filter(Step.Copy.class::isInstance)
                                .map(step -> ((Step.Copy) step).source())
                                .filter(Step.CopySource.Context.class::isInstance)
                                .map(source -> ((Step.CopySource.Context) source).folder().path()))
                .containsExactly("app");
    }

    @Test
    void imported_mayImportItself_andItsFilesAreReads() throws Exception {
        project.file("a/jbuild.groovy", "jbuild '1'\nfunction('one') { String x -> run x }\n")
                .file(
                        "b/jbuild.groovy",
                        "jbuild '1'\nimports '../a+one'\nfunction('two') { one 'of a' }\n")
                .says("imports './b+two'\ntarget('x') { from 'alpine'; two() }");
        assertThat(project.scripts("x")).containsExactly("of a");
        assertThat(Buildfiles.evaluate(project.request("+x")).readings())
                .filteredOn(Reading.File.class::isInstance)
                .map(reading -> root.relativize(((Reading.File) reading).path()).toString())
                .contains("jbuild.groovy", "a/jbuild.groovy", "b/jbuild.groovy");
        assertThat(Buildfiles.list(project.request())).hasSize(1);
    }

    @Test
    void imported_declaresArgumentsOfTheCaller() throws Exception {
        project.file("tools/jbuild.groovy", TOOLS)
                .argument("MODE", "deep")
                .says("imports './tools+lint'\ntarget('x') { from 'alpine'; lint 'a' }");
        assertThat(project.scripts("x")).containsExactly("a 1 deep x");
    }

    @Test
    void imported_isTypeChecked() {
        project.file("tools/jbuild.groovy", TOOLS)
                .says("imports './tools+lint'\ntarget('x') { from 'alpine'; lint 5 }");
        assertThat(messages("+x")).containsExactly("`lint` does not take these arguments");
    }

    @Test
    void imports_inACircle_areToldOnce() {
        project.file("a/jbuild.groovy", "jbuild '1'\nimports '../b+two'\nfunction('one') { }\n")
                .file("b/jbuild.groovy", "jbuild '1'\nimports '../a+one'\nfunction('two') { }\n");
        assertThat(messages("./a+x"))
                .containsExactly(
                        "build files take functions of each other: a/jbuild.groovy ->"
                                + " b/jbuild.groovy -> a/jbuild.groovy");
    }

    @Test
    void mistakeInImported_isToldInItsFile() {
        project.file("a/jbuild.groovy", "jbuild '1'\nfunction('one') {\n    rnu 'x'\n}\n")
                .says("imports './a+one'\ntarget('x') { from 'alpine'; one() }");
        assertThat(project.mistakes("+x"))
                .extracting(mistake -> mistake.span().orElseThrow() + " " + mistake.message())
                .containsExactly("a/jbuild.groovy:3:5 unknown step `rnu`");
    }

    @Test
    void whatImportedThrows_isToldAtItsLine() {
        project.file(
                        "a/jbuild.groovy",
                        "jbuild '1'\nfunction('one') { String x ->\n    assert x == 'b'\n}\n")
                .says("imports './a+one'\ntarget('x') { from 'alpine'; one 'c' }");
        assertThat(project.mistakes("+x"))
                .extracting(mistake -> mistake.span().orElseThrow() + " " + mistake.message())
                .containsExactly("a/jbuild.groovy:3:5 the assertion does not hold: x == 'b'");
    }

    @Test
    void targetsOfAnImportedFile_areNotRun() throws Exception {
        project.file("a/jbuild.groovy", "jbuild '1'\nassert false\nfunction('one') { run 'one' }\n")
                .says("imports './a+one'\ntarget('x') { from 'alpine'; one() }");
        assertThat(project.scripts("x")).containsExactly("one");
    }
}
