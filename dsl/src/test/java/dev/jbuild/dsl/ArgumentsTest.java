package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.AMD64;
import static dev.jbuild.dsl.ProjectFolder.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Where the values of arguments come from, and which will do. */
class ArgumentsTest {
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
    void value_isOfCommandLineThenFileThenEnvironmentThenCallerThenDefault() throws Exception {
        project.argument("A", "line")
                .file(".arg", "A=file\nB=file\n")
                .variable("A", "environment")
                .variable("B", "environment")
                .variable("C", "environment")
                .says(
                        """
                        target('x') {
                            from 'alpine'
                            ['A', 'B', 'C', 'D', 'E'].each { run arg(it, default: 'default') }
                        }
                        target('all') {
                            build '+x', args: [A: 'caller', B: 'caller', C: 'caller', D: 'caller']
                        }
                        """);
        Project loaded = project.load("+all");
        RecipeId called =
                new RecipeId(
                        new TargetRef("", "x"),
                        AMD64,
                        new TreeMap<>(
                                Map.of(
                                        "A", "caller", "B", "caller", "C", "caller", "D",
                                        "caller")));
        assertThat(scripts(Objects.requireNonNull(loaded.recipes().get(called))))
                .containsExactly("line", "file", "environment", "caller", "default");
    }

    @Test
    void file_hasCommentsAndQuotes() throws Exception {
        project.file(".arg", "# a comment\n\n  A = b c \nD=' e '\nF=\"\nG='\"\nH=i=j\nK=\n")
                .says(
                        """
                        target('x') {
                            from 'alpine'
                            ['A', 'D', 'F', 'G', 'H', 'K'].each { run "<${arg(it)}>" }
                        }
                        """);
        assertThat(project.scripts("x"))
                .containsExactly("<b c>", "< e >", "<\">", "<'\">", "<i=j>", "<>");
    }

    @Test
    void file_isARead_alsoWhenThereIsNone() throws Exception {
        project.says("target('x') { from 'alpine'; run arg('A', default: 'a') }");
        Reading none = new Reading.File(root.resolve(".arg"), Optional.empty());
        assertThat(Buildfiles.evaluate(project.request("+x")).readings()).contains(none);
        project.file(".arg", "A=1");
        assertThat(Buildfiles.evaluate(project.request("+x")).readings())
                .doesNotContain(none)
                .contains(
                        new Reading.File(
                                root.resolve(".arg"),
                                Optional.of(Digest.of("A=1".getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void file_mayHaveNamesThatNobodyDeclares() throws Exception {
        project.file(".arg", "OTHER=1").says("target('x') { from 'alpine' }");
        assertThat(project.steps("x")).hasSize(1);
    }

    @Test
    void optional_withoutValue_isNull() throws Exception {
        project.says(
                """
                String a = arg('A', default: null)
                String b = arg('B', required: false)
                String c = arg('C', required: true)
                target('x') { from 'alpine'; run "${a == null} ${b == null} ${c}" }
                """);
        assertThat(messages("+x")).containsExactly("the argument `C` has no value");
        assertThat(project.argument("C", "1").scripts("x")).containsExactly("true true 1");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 12, ''",
        "4, 1.5, `1.5` of the argument `A`; from --arg; is not a whole number",
        "1.5, 2, ''",
        "1.5, two, `two` of the argument `A`; from --arg; is not a number",
        "true, false, ''",
        "true, yes, `yes` of the argument `A`; from --arg; is neither true nor false"
    })
    void value_hasTheTypeOfTheDefault(String fallback, String value, String mistake)
            throws Exception {
        project.argument("A", value)
                .says("target('x') { from 'alpine'; run arg('A', default: " + fallback + ") }");
        if (mistake.isEmpty()) {
            assertThat(project.scripts("x")).containsExactly(value);
        } else {
            assertThat(messages("+x")).containsExactly(mistake.replace(';', ','));
        }
    }

    @Test
    void value_isOneOfTheChoices_whereverItComesFrom() throws Exception {
        String text =
                """
                String a = arg('A', choices: ['fast', 'small'], default: 'fast')
                target('x') { from 'alpine'; run a }
                """;
        assertThat(project.says(text).scripts("x")).containsExactly("fast");
        assertThat(project.file(".arg", "A=small").scripts("x")).containsExactly("small");
        project.file(".arg", "\nA=smal");
        assertThat(messages("+x"))
                .containsExactly("`smal` of the argument `A`, from .arg:2, is none of its choices");
    }

    @Test
    void missing_areToldAllAtOnce_withThoseThatNobodyDeclares() {
        project.argument("VERSOIN", "1")
                .says(
                        """
                        def version = arg('VERSION')
                        def key = arg('KEY')
                        target('x') { from 'alpine' }
                        """);
        assertThat(messages("+x"))
                .containsExactly(
                        "the argument `VERSION` has no value",
                        "the argument `KEY` has no value",
                        "unknown argument `VERSOIN`");
    }

    @Test
    void missing_inTarget_isToldWithThoseThatNobodyDeclares() {
        project.argument("BOGUS", "1")
                .says("target('x') { from 'alpine'; env T: arg('TAG'); assert arg('B') == 'b' }");
        assertThat(messages("+x"))
                .containsExactly(
                        "the argument `TAG` has no value",
                        "the argument `B` has no value",
                        "unknown argument `BOGUS`");
    }

    @Test
    void unknownOnCommandLine_saysWhichThereAre() {
        project.argument("REGISTRI", "x")
                .says("def r = arg('REGISTRY', default: '')\ntarget('x') { from 'alpine' }");
        assertThat(project.mistakes("+x"))
                .containsExactly(
                        Diagnostic.of(
                                "unknown-argument",
                                "unknown argument `REGISTRI`",
                                "did you mean `REGISTRY`?\narguments: REGISTRY"));
    }

    @Test
    void declaredInTargetNotAskedFor_isKnown() throws Exception {
        project.argument("A", "x").says("target('x') { from 'alpine' }\ntarget('y') { arg('A') }");
        assertThat(project.steps("x")).hasSize(1);
    }
}
