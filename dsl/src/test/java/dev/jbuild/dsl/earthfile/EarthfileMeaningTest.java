package dev.jbuild.dsl.earthfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is easily taken for something else. */
class EarthfileMeaningTest {
    @TempDir Path project;

    private static Imported of(String target) {
        return EarthfileImport.of("VERSION 0.8\na:\n    FROM scratch\n" + target.indent(4));
    }

    private LoadRequest request() {
        return new LoadRequest(
                project,
                List.of("+a"),
                List.of(),
                Platform.parse("linux/arm64"),
                new TreeMap<>(),
                Map.of());
    }

    private static String buildFile(String target) {
        return of(target).buildFile();
    }

    @Test
    void of_valueWithAHashInQuotes_keepsIt() {
        assertThat(buildFile("ARG TITLE=\"issue #1\" # which one"))
                .contains("default: 'issue #1')");
    }

    @Test
    void of_comparisonWithAPattern_isRemarked() {
        assertThat(of("ARG TAG=v1\nIF [[ \"$TAG\" == v* ]]\n    RUN a\nEND").remarks()).hasSize(1);
    }

    @Test
    void of_cacheInEachBranch_isDeclaredInEach() {
        assertThat(
                        buildFile(
                                        """
                                ARG FAST=1
                                IF [ "$FAST" = 1 ]
                                    CACHE /c
                                    RUN fast
                                ELSE
                                    CACHE /c
                                    RUN slow
                                END
                                RUN --mount=type=cache,target=/c last
                                """)
                                .split("cache '/c'", -1))
                .hasSize(4);
    }

    @Test
    void of_listInJson_readsItsEscapes() {
        assertThat(buildFile("CMD [\"printf\", \"a\\n\\u0041\\\"\\\\d\\/\"]"))
                .contains("cmd 'printf', '''a\nA\"\\\\d/'''");
    }

    @Test
    void of_backslashInDoubleQuotes_keepsIt() {
        assertThat(buildFile("ENV PS1=\"\\u \\\"\\$ \\\\\"")).contains("PS1: '\\\\u \"$ \\\\'");
    }

    @Test
    void of_buildWithSeveralValues_buildsEach() {
        assertThat(buildFile("BUILD +b --GO=1 --OS=x --GO=2"))
                .contains("build '+b', args: [GO: '1', OS: 'x']")
                .contains("build '+b', args: [GO: '2', OS: 'x']");
    }

    @Test
    void of_loopOverWordsWithVariables_takesThemApart() {
        assertThat(buildFile("ARG MORE='b c'\nFOR x IN a $MORE\n    RUN echo $x\nEND"))
                .contains("in \"a ${MORE}\".tokenize())");
    }

    @Test
    void of_placeThatACommandPrints_isRemarked() {
        assertThat(of("SAVE ARTIFACT /app AS LOCAL out/$(cat version)").remarks()).hasSize(1);
        assertThat(of("COPY a $(pwd)/b/").remarks()).hasSize(1);
    }

    @Test
    void of_secretByAVariable_isThatOfItsValue() {
        assertThat(
                        buildFile(
                                "ARG ID=token\nRUN --secret T=$ID --mount=type=secret,id=$ID,target=/t x"))
                .contains("secrets: [T: ID, '/t': ID]");
    }

    @Test
    void of_factInABranch_isTheFact() {
        assertThat(
                        buildFile(
                                "ARG P=1\nIF [ \"$P\" = 1 ]\n    ARG TARGETARCH\n    ARG --required X\nEND"))
                .contains("TARGETARCH = platform.arch")
                .contains("X = arg('X')");
    }

    @Test
    void of_factOfAFunction_isTheFact() throws Exception {
        String buildFile =
                EarthfileImport.of(
                                """
                                VERSION 0.8
                                a:
                                    FROM scratch
                                    DO +F --A=1
                                F:
                                    FUNCTION
                                    ARG TARGETARCH
                                    ARG A
                                    ENV OF=$TARGETARCH$A
                                """)
                        .buildFile();
        assertThat(buildFile).contains("String TARGETARCH = platform.arch").contains("f '1'");
        Files.writeString(project.resolve(Buildfiles.FILE_NAME), buildFile);
        assertThat(Buildfiles.load(request()).recipes().toString()).contains("arm641");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRINT", "CALL", "SSH", "DEPLOY_FILE", "SWITCH", "with", "ANY_OTHER"})
    void of_functionWhoseNameIsTaken_hasAnother(String name) throws Exception {
        String buildFile =
                EarthfileImport.of(
                                """
                                VERSION 0.8
                                %1$s:
                                    FUNCTION
                                    RUN true
                                a:
                                    FROM alpine:3
                                    DO +%1$s
                                """
                                        .formatted(name))
                        .buildFile();
        Files.writeString(project.resolve(Buildfiles.FILE_NAME), buildFile);

        assertThat(Buildfiles.load(request()).recipes().toString()).contains("true");
    }

    @Test
    void of_environmentWithBlanksAroundTheSign_isItsValue() {
        assertThat(buildFile("ENV A = b")).contains("env A: 'b'");
    }

    @Test
    void of_apostropheInAComment_opensNoQuote() {
        assertThat(buildFile("ARG A=1 # don't\nRUN make\nARG B=2 # it's\nRUN b # 'tis"))
                .contains("run 'make'")
                .contains("String B");
    }

    @Test
    void of_importWithinATarget_isKnownThere() {
        assertThat(buildFile("IMPORT github.com/org/lib:v1 AS l\nBUILD l+x"))
                .contains("build 'github.com/org/lib:v1+x'");
    }

    @Test
    void of_variableOfTheImage_goesBeforeTheArgument() {
        assertThat(buildFile("ARG MODE=dev\nENV MODE=prod\nRUN echo $MODE"))
                .contains("MODE = 'prod'\n    run 'echo $MODE', env: [MODE: MODE]");
        assertThat(of("ARG MODE=dev\nENV MODE=$HOME").remarks()).hasSize(1);
        assertThat(of("ARG MODE=dev\nENV MODE=$MODE\nENV OF=$HOME").remarks()).isEmpty();
    }
}
