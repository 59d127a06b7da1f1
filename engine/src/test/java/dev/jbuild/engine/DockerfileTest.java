package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Targets that start from a Dockerfile. */
@Tag("engine")
class DockerfileTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws IOException {
        checker = new BuildChecker(folder);
        checker.write(
                "docker/Dockerfile",
                """
                ARG BASE=%s
                FROM ${BASE} AS first
                ARG GREETING=none
                RUN echo in the Dockerfile %s
                COPY hello.txt /hello.txt
                ENV GREETING=${GREETING}
                WORKDIR /srv
                FROM first AS second
                RUN echo second > /second
                """
                        .formatted(BASE, NONCE));
        checker.write("docker/hello.txt", "hello " + NONCE);
        checker.write("docker/ignored.txt", "1");
        checker.write("docker/.dockerignore", "Dockerfile\nignored.txt\n");
    }

    private static Step.Base.Dockerfile dockerfile(String stage, String greeting) {
        return new Step.Base.Dockerfile(
                new Step.Copy(
                        new CopySource.Context("docker", List.of(".")),
                        "/",
                        CopyOptions.DEFAULT,
                        SPAN),
                "docker/Dockerfile",
                Optional.of(stage).filter(name -> !name.isEmpty()),
                new TreeMap<>(Map.of("GREETING", greeting)),
                AMD64);
    }

    private static Project project(String stage, String greeting) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.step(new Step.From(dockerfile(stage, greeting), SPAN))
                                        .run(
                                                ": "
                                                        + NONCE
                                                        + "; pwd; echo $GREETING; cat /hello.txt;"
                                                        + " echo; ls /second 2>/dev/null || true")
                                        .artifact("/hello.txt", "build/hello.txt"))
                .goals("t");
    }

    @Test
    void build_goesOnWhereTheDockerfileEnds_andRunsAgainWhenItChanges() throws Exception {
        Checked first = checker.build(project("", "hi"));

        assertThat(first.report().failures()).isEmpty();
        assertThat(first.output())
                .containsExactly(
                        "in the Dockerfile " + NONCE, "/srv", "hi", "hello " + NONCE, "/second");
        assertThat(checker.path("build/hello.txt")).hasContent("hello " + NONCE);
        assertThat(checker.path("jbuild.lock")).content().contains(BASE);

        Checked again = checker.build(project("", "hi"));
        assertThat(again.ran()).isEmpty();
        assertThat(again.askedEngine()).isFalse();

        checker.write("docker/ignored.txt", "2");
        assertThat(checker.build(project("", "hi")).ran()).isEmpty();

        checker.write("docker/hello.txt", "changed " + NONCE);
        assertThat(checker.build(project("", "hi")).output()).contains("changed " + NONCE);

        assertThat(checker.build(project("first", "ho")).output())
                .endsWith("/srv", "ho", "changed " + NONCE)
                .doesNotContain("/second");
    }

    @Test
    void build_whenTheDockerfileHasAMistake_tellsIt() throws Exception {
        checker.write("docker/Dockerfile", "FROM " + BASE + "\nRUM true\n");

        assertThatThrownBy(() -> checker.build(project("", "hi")))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake -> {
                            assertThat(mistake.code()).isEqualTo("dockerfile");
                            assertThat(mistake)
                                    .hasMessageContaining("`docker/Dockerfile` cannot be built")
                                    .hasMessageContaining("RUM");
                        });
    }

    @Test
    void build_whenACommandOfTheDockerfileFails_tellsWhichAndItsOutput() throws Exception {
        checker.write(
                "docker/Dockerfile", "FROM " + BASE + "\nRUN echo trouble " + NONCE + "; exit 3\n");

        assertThat(checker.build(project("", "hi")).report().failures())
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.exitCode()).hasValue(3);
                            assertThat(failure.command()).contains("RUN echo trouble");
                            assertThat(failure.output()).containsExactly("trouble " + NONCE);
                        });
    }

    @Test
    void build_whenNotAllOfItIsFixed_asksTheEngineEveryTime() throws Exception {
        checker.write(
                "docker/Dockerfile",
                "FROM --platform=$TARGETPLATFORM " + BASE + "\nCOPY hello.txt /hello.txt\n");

        assertThat(checker.build(project("", "hi")).ran()).containsExactly("t");
        assertThat(checker.build(project("", "hi")).ran()).containsExactly("t");
    }

    @Test
    void build_whenItNamesAFrontend_takesThePinnedOne() throws Exception {
        String frontend = EngineUnderTest.registry() + "/docker/dockerfile:" + NONCE;
        checker.write("docker/Dockerfile", readBy(frontend));
        push(frontend, "perl", "/frontend.pl", "the first");
        checker.using(LockUse.FROZEN);
        assertThatThrownBy(() -> checker.build(project("", "hi")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`" + frontend + "` is not in `jbuild.lock`");

        checker.using(LockUse.EXTEND);
        assertThat(checker.build(readers()).output()).containsExactly("read by the first");
        List<String> locked = checker.locked();
        assertThat(locked).anyMatch(line -> line.contains(frontend));
        assertThat(checker.build(readers()).askedEngine()).isFalse();

        push(frontend, "perl", "/frontend.pl", "the second");
        checker.using(Conduct.USUAL.with(Conduct.Reuse.NOTHING));
        assertThat(checker.build(readers()).output()).containsExactly("read by the first");
        assertThat(checker.locked()).isEqualTo(locked);
        checker.using(Conduct.USUAL);

        checker.lock(readers(), new LockTask.Update(List.of("*:" + NONCE)));
        assertThat(checker.locked()).isNotEqualTo(locked);
        checker.using(LockUse.FROZEN);
        assertThat(checker.build(readers()).output()).containsExactly("read by the second");

        push(frontend, "/bin/sh", "-c", "exit 7");
        checker.lock(readers(), new LockTask.Update(List.of("*:" + NONCE)));
        assertThatThrownBy(() -> checker.build(readers()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`docker/Dockerfile` cannot be built")
                .hasMessageContaining("exit code: 7");
    }

    private static String readBy(String frontend) {
        return "# syntax=%s\nFROM %s\nARG READER=nobody\nENV READER=${READER}\nCOPY hello.txt /\n"
                .formatted(frontend, BASE);
    }

    private static Project readers() {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.step(new Step.From(dockerfile("", "hi"), SPAN))
                                        .run(
                                                "grep -q "
                                                        + NONCE
                                                        + " /hello.txt; echo read by $READER"))
                .goals("t");
    }

    private void push(String frontend, String... program) throws Exception {
        try (InputStream source = getClass().getResourceAsStream("/frontend.pl")) {
            Files.copy(
                    Objects.requireNonNull(source),
                    checker.path("frontend.pl"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        // As the image of docker/dockerfile says of itself.
        String takesInputs = "moby.buildkit.frontend.inputs";
        checker.pushing();
        checker.build(
                new TestProject()
                        .target(
                                "f",
                                t ->
                                        t.from(BASE)
                                                .copy("frontend.pl", "/frontend.pl")
                                                .step(
                                                        new Step.Entrypoint(
                                                                Arrays.asList(program), SPAN))
                                                .label("moby.buildkit.frontend.caps", takesInputs)
                                                .image(frontend, true))
                        .goals("f"));
    }

    @Test
    void build_whenThereIsNoDockerfile_saysSo() throws Exception {
        Files.delete(checker.path("docker/Dockerfile"));

        assertThatThrownBy(() -> checker.build(project("", "hi")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("there is no Dockerfile `docker/Dockerfile`");
    }
}
