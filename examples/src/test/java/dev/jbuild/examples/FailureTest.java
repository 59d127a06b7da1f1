package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What goes wrong is said once, in words of the user's, and leaves no trace. */
@Tag("engine")
class FailureTest {
    private static final String PROJECT =
            """
            jbuild '1'

            target('good') {
                from 'debian:bookworm-slim'
                run 'echo good > /good # NONCE'
                artifact '/good', as: 'build/good'
            }
            """
                    .replace("NONCE", NONCE);

    /** Names of Java's classes, lines of its stack traces. */
    private static final String INTERNALS =
            "(?s).*("
                    + "\\b[a-z]+(\\.[a-z0-9_]+)+\\.[A-Z]\\w+"
                    + "|\\w+(Exception|Error|Failure|Mistake)\\b"
                    + "|\\n\\s+at [\\w.$/]+\\("
                    + ").*";

    private Jbuild jbuild;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        jbuild = new Jbuild(folder);
    }

    /** Appends to the project, whose first 7 lines are those of {@link #PROJECT}. */
    private void project(String more) throws Exception {
        jbuild.write("jbuild.groovy", PROJECT + more);
    }

    /**
     * One message, without internals, and the exit code. Nothing was delivered; unless it was a
     * step that failed, none was started, so that none can be recorded.
     */
    private void assertRefused(Outcome outcome, int exitCode, String message) {
        assertThat(outcome.errors()).as(outcome.toString()).containsExactly(message);
        assertThat(outcome.err()).doesNotMatch(INTERNALS).endsWith(message + "\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.delivered()).isEmpty();
        assertThat(jbuild.path("build")).doesNotExist();
        if (exitCode != 1) {
            assertThat(outcome.err()).doesNotContain("| started: ");
            assertThat(outcome.built()).isEmpty();
        }
    }

    /** Nothing is left of a failure that would keep the same project from being built. */
    private void assertBuildsGood() throws Exception {
        Outcome good = jbuild.run("+good");
        assertThat(good.exitCode()).as(good.toString()).isZero();
        assertThat(good.built()).containsExactly("+good " + Containers.nativePlatform());
        assertThat(jbuild.path("build/good")).hasContent("good\n");
    }

    /** The builder tells that it failed before the last of what it printed has come. */
    @Test
    void stepThatFailsBehindMuchOutput_isToldWithAllOfIt() throws Exception {
        project(
                """
                target('bad') {
                    from 'debian:bookworm-slim'
                    run 'seq 1 15000; exit 37 # NONCE'
                }
                """
                        .replace("NONCE", NONCE));

        Outcome outcome = jbuild.run("+bad");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("\n  | 1\n").contains("\n  | 15000\n  exit code 37\n");
    }

    @Test
    void step_whenItFails_isToldLast_andFailsAgain() throws Exception {
        project(
                """
                target('bad') {
                    from 'debian:bookworm-slim'
                    run 'exec 2>&1; echo said; echo complained >&2; exit 37 # NONCE'
                    artifact '/etc/hostname', as: 'build/bad'
                }
                target('after') {
                    from '+bad'
                    run 'true'
                }
                """
                        .replace("NONCE", NONCE));
        String message =
                """
                jbuild: error: +bad PLATFORM failed
                  at jbuild.groovy:10
                    |
                 10 |     run 'exec 2>&1; echo said; echo complained >&2; exit 37 # NONCE'
                    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  > run exec 2>&1; echo said; echo complained >&2; exit 37 # NONCE
                  | said
                  | complained
                  exit code 37
                  to look into it: jbuild shell +bad"""
                        .replace("PLATFORM", Containers.nativePlatform())
                        .replace("NONCE", NONCE);

        Outcome first = jbuild.run("+good", "+after");

        assertRefused(first, 1, message);
        assertThat(first.total())
                .startsWith("failed: 3 targets, 1 failed, 1 skipped, 1 built, 0 reused, in ");

        Outcome second = jbuild.run("+good", "+after");

        assertRefused(second, 1, message);
        assertThat(second.reused()).containsExactly("+good " + Containers.nativePlatform());
    }

    @Test
    void copy_whenFileIsMissing_isRefusedBeforeAnythingRuns() throws Exception {
        project(
                """
                target('lost') {
                    from 'debian:bookworm-slim'
                    copy 'nope.txt', into: '/'
                }
                """);

        assertRefused(
                jbuild.run("+good", "+lost"),
                2,
                """
                jbuild: error: jbuild.groovy:10:5: `nope.txt` matches no file
                    |
                 10 |     copy 'nope.txt', into: '/'
                    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
                  check the spelling and the ignore file; a `copy` may have it missing with ifExists: true\
                """);
        assertBuildsGood();
    }

    @Test
    void target_whenUnknown_isRefusedWithTheOneMeant() throws Exception {
        project("");

        assertRefused(
                jbuild.run("+goood"),
                2,
                """
                jbuild: error: unknown target `+goood`
                  did you mean `+good`?
                  targets: +good\
                """);
    }

    @Test
    void targets_whenTheyNeedEachOther_areRefusedWithTheirPath() throws Exception {
        project(
                """
                target('egg') {
                    from '+hen'
                }
                target('hen') {
                    from '+egg'
                }
                """);

        assertRefused(
                jbuild.run("+good", "+hen"),
                2,
                """
                jbuild: error: jbuild.groovy:9:11: targets need each other: +hen -> +egg -> +hen
                    |
                  9 |     from '+hen'
                    |           ^^^^
                  take one of these references away\
                """);
    }

    @Test
    void step_whenMistyped_isRefusedWithItsLine() throws Exception {
        project(
                """
                target('typo') {
                    form 'debian:bookworm-slim'
                }
                """);

        assertRefused(
                jbuild.run("+typo"),
                2,
                """
                jbuild: error: jbuild.groovy:9:5: unknown step `form`
                    |
                  9 |     form 'debian:bookworm-slim'
                    |     ^^^^
                  did you mean `from`?
                  steps of a target: annotation, arg, artifact, build, cache, cdn, cmd, copy, deployFile, doc, entrypoint, env, expose, fetch, from, fromDockerfile, gitClone, healthcheck, image, label, needs, platform, run, secret, service, shell, ssh, stopSignal, tmpfs, user, volume, workdir\
                """);
    }

    @Test
    void engine_whenItDoesNotAnswer_isNamed() throws Exception {
        project("");
        String dockerHost = System.getenv("DOCKER_HOST");
        jbuild.without("BUILDKIT_HOST").environment("DOCKER_HOST", "unix:///nonexistent");

        assertRefused(
                jbuild.run("+good"),
                3,
                """
                jbuild: error: no Docker engine answers at `unix:///nonexistent`: No such file or directory
                  start Docker, or set DOCKER_HOST to where it listens\
                """);

        jbuild.environment("DOCKER_HOST", dockerHost);
        assertBuildsGood();
    }

    @Test
    void push_whenTheRegistryRefuses_failsEachTime() throws Exception {
        project(
                """
                target('pushed') {
                    from '+good'
                    image 'localhost:1/jbuild-test/NONCE', push: true
                }
                """
                        .replace("NONCE", NONCE));
        String image = "localhost:1/jbuild-test/" + NONCE + ":latest";
        try {
            assertPushFailed(jbuild.run("--push", "+pushed"), image);

            Outcome second = jbuild.run("--push", "+pushed");

            assertPushFailed(second, image);
            assertThat(second.built()).isEmpty();
        } finally {
            Containers.remove(image);
        }
    }

    private static void assertPushFailed(Outcome outcome, String image) {
        assertThat(outcome.errors()).as(outcome.toString()).hasSize(1);
        assertThat(outcome.errors().getFirst())
                .startsWith("jbuild: error: could not push image `" + image + "`: ")
                .contains("connection refused")
                .endsWith(
                        "\n  check that the registry is up and that you are logged in to it"
                                + " (docker login)");
        assertThat(outcome.err()).doesNotMatch(INTERNALS);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.delivered()).isEmpty();
    }

    @Test
    void option_whenUnknown_isRefusedWithTheOneMeant() throws Exception {
        project("");

        assertRefused(
                jbuild.run("--pusch", "+good"),
                2,
                """
                jbuild: error: unknown option `--pusch`
                  did you mean `--push`?\
                """);
    }

    @Test
    void folder_withoutBuildFile_isNamed() throws Exception {
        assertRefused(
                jbuild.run("+good"),
                2,
                """
                jbuild: error: no jbuild.groovy in FOLDER
                  `jbuild init` writes a first one; `-C` names another folder\
                """
                        .replace("FOLDER", jbuild.project().toString()));
        assertThat(jbuild.project()).isEmptyDirectory();
    }
}
