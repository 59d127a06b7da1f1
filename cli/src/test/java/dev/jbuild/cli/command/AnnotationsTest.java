package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.testing.RecordedBuild;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class AnnotationsTest {
    @TempDir Path workspace;

    private Annotations annotations(Map<String, String> more) throws Exception {
        Path project = Files.createDirectories(workspace.resolve("services/shop"));
        if (!Files.exists(project.resolve("jbuild.groovy"))) {
            Files.createFile(project.resolve("jbuild.groovy"));
        }
        return new Annotations(more, project);
    }

    private Annotations annotations() throws Exception {
        return annotations(
                Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", workspace.toString()));
    }

    @Test
    void failure_isAtItsLine_belowTheCheckout() throws Exception {
        assertThat(annotations().of(RecordedBuild.bad()))
                .containsExactly(
                        "::error file=services/shop/jbuild.groovy,line=14,col=5,endColumn=8,"
                                + "title=+compile linux/amd64 failed"
                                + "::run 'mix compile --warnings-as-errors'%0Aexit code 1");
    }

    @Test
    void mistake_hasItsCure_andNoPlaceWhereGitHubHasNone() throws Exception {
        SourceSpan elsewhere = new SourceSpan("github.com/org/repo/jbuild.groovy", 1, 1, 2);
        UserMistake mistake =
                new UserMistake(
                        List.of(
                                Diagnostic.at(elsewhere, "a", "100 % wrong: a, b", "leave\r\nit"),
                                Diagnostic.of("b", "no such option", "see --help")));
        assertThat(annotations().of(mistake))
                .containsExactly(
                        "::error title=jbuild::100 %25 wrong: a, b%0Aleave%0D%0Ait",
                        "::error title=jbuild::no such option%0Asee --help");
    }

    @Test
    void elsewhere_thereAreNone() throws Exception {
        assertThat(annotations(Map.of()).of(RecordedBuild.bad())).isEmpty();
        assertThat(annotations(Map.of("GITHUB_ACTIONS", "false")).of(RecordedBuild.bad()))
                .isEmpty();
    }

    @Test
    void withoutAWorkspace_theFileIsThatOfTheProject() throws Exception {
        assertThat(annotations(Map.of("GITHUB_ACTIONS", "true")).of(RecordedBuild.bad()))
                .singleElement()
                .asString()
                .startsWith("::error file=jbuild.groovy,line=14,");
    }
}
