package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.ARM64;
import static dev.jbuild.dsl.ProjectFolder.recipe;
import static dev.jbuild.dsl.ProjectFolder.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Reading;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

/** What a build file knows without being told. */
class FactsTest {
    @TempDir Path root;
    private ProjectFolder project;

    @BeforeEach
    void makeProject() {
        project = new ProjectFolder(root);
    }

    private String said(LoadRequest request) throws Exception {
        return scripts(recipe(Buildfiles.load(request), "x", ARM64)).getFirst();
    }

    @Test
    void platforms_areOfTheTargetTheMachineAndTheUser() throws Exception {
        project.platforms(ARM64)
                .says(
                        """
                        target('x') {
                            from 'alpine'
                            run "${platform} ${nativePlatform} ${userPlatform} ${userPlatform.os}"
                        }
                        """);
        LoadRequest request = project.request("+x").from(Platform.parse("darwin/arm64"));
        assertThat(said(request)).isEqualTo("linux/arm64 linux/amd64 darwin/arm64 darwin");
    }

    @Test
    void push_isThatOfTheRequest() throws Exception {
        project.platforms(ARM64).says("target('x') { from 'alpine'; run \"${push}\" }");
        assertThat(said(project.request("+x"))).isEqualTo("false");
        assertThat(said(project.request("+x").pushing(true))).isEqualTo("true");
    }

    @Test
    void target_isTheOneThatIsEvaluated_alsoInMethods() throws Exception {
        project.says(
                """
                def outside = target
                void hello() { run "hello ${target}" }
                target('x') { from 'alpine'; hello(); run "${outside == null}" }
                target('y') { from '+x'; hello() }
                """);
        assertThat(project.scripts("x")).containsExactly("hello x", "true");
        assertThat(project.scripts("y")).containsExactly("hello y");
    }

    @Test
    void ci_isTheVariable_whichIsARead() throws Exception {
        project.says("target('x') { from 'alpine'; run \"${ci}\" }");
        assertThat(project.scripts("x")).containsExactly("false");
        Evaluation none = Buildfiles.evaluate(project.request("+x"));
        assertThat(none.readings()).contains(new Reading.Variable("CI", Optional.empty()));
        assertThat(project.variable("CI", "false").scripts("x")).containsExactly("false");
        assertThat(project.variable("CI", "true").scripts("x")).containsExactly("true");
    }

    @Test
    void variablesOfTheFile_hideFacts() throws Exception {
        project.says(
                """
                String push = 'mine'
                target('x') { String target = 'own'; from 'alpine'; run "${push} ${target}" }
                """);
        assertThat(project.scripts("x")).containsExactly("mine own");
    }
}
