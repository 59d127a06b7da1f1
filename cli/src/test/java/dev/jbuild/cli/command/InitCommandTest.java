package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class InitCommandTest {
    @TempDir Path folder;

    private String init() throws Exception {
        return Answer.of(
                folder,
                surroundings -> new InitCommand(surroundings).run(new Invocation.Init(folder)));
    }

    private LoadRequest request(String... goals) {
        return new LoadRequest(
                folder, List.of(goals), List.of(), Answer.NATIVE, new TreeMap<>(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml,          a Maven project,  maven:",
        "build.gradle.kts, a Gradle project, gradle:",
        "package.json,     an npm project,   node:",
        "go.mod,           a Go module,      golang:",
        "README,           a start,          debian:"
    })
    void init_buildFileForWhatIsThere_evaluates(String file, String kind, String image)
            throws Exception {
        Files.writeString(folder.resolve(file), "");
        assertThat(init()).startsWith("wrote jbuild.groovy and .jbuildignore, for " + kind + "\n");
        assertThat(Buildfiles.list(request()))
                .hasSizeGreaterThan(1)
                .allSatisfy(target -> assertThat(target.doc()).isNotEmpty());
        assertThat(Buildfiles.load(request("+all")).recipes().values())
                .anySatisfy(recipe -> assertThat(recipe.steps().toString()).contains(image));
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml,      target/classes/a, src/main/java/org/example/target/A.java",
        "pom.xml,      app/target/a.jar, app/src/main/java/build/dist/A.java",
        "build.gradle, build/libs/a.jar, src/main/java/org/example/build/A.java",
        "build.gradle, app/build/a,      app/src/main/java/org/build/A.java",
        "package.json, web/node_modules/a, src/dist/a.ts",
        "package.json, dist/main.js,     build/webpack.config.js",
        "go.mod,       bin/linux/a,      internal/build/target/a.go"
    })
    void init_ignores_whatIsMade_andNoSources(String sign, String made, String source)
            throws Exception {
        Files.writeString(folder.resolve(sign), "");
        init();

        IgnoreRules rules = IgnoreRules.parse(Files.readAllLines(folder.resolve(".jbuildignore")));

        assertThat(rules.ignores(made)).isTrue();
        assertThat(rules.ignores(source)).isFalse();
    }

    @Test
    void init_whereThereIsNoFolder_isAMistake() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(
                        () ->
                                Answer.of(
                                        folder,
                                        surroundings ->
                                                new InitCommand(surroundings)
                                                        .run(new Invocation.Init(nowhere))))
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no folder " + nowhere);
    }

    @Test
    void init_whatIsThere_stays() throws Exception {
        Files.writeString(folder.resolve(".dockerignore"), "*.log");
        assertThat(init()).startsWith("wrote jbuild.groovy, for");
        assertThat(folder.resolve(".jbuildignore")).doesNotExist();

        Files.writeString(folder.resolve("jbuild.groovy"), "mine");
        assertThatThrownBy(this::init)
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("there is a jbuild.groovy in ");
        assertThat(folder.resolve("jbuild.groovy")).hasContent("mine");
    }
}
