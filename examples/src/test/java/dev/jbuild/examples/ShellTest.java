package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Processes;
import dev.jbuild.examples.testing.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** A shell in a target, on a terminal as people have one. */
@Tag("engine")
class ShellTest {
    private static final String PROJECT =
            """
            jbuild '1'

            target('good') {
                from 'debian:bookworm-slim'
                workdir '/srv'
                cache '/kept', id: 'shell-NONCE'
                run 'echo made-NONCE > made; touch /kept/file', secrets: ['/run/token': 'token']
                artifact 'made', as: 'build/made'
            }
            target('bad') {
                from 'debian:bookworm-slim'
                run 'echo written-NONCE > /left; exit 37'
            }
            target('bare') {
                from 'scratch'
                copy 'jbuild.groovy', into: '/'
            }
            """
                    .replace("NONCE", NONCE);

    private static final Duration PATIENTLY = Duration.ofMinutes(1);

    private Path folder;
    private Jbuild jbuild;

    @BeforeEach
    void writeProject(@TempDir Path empty) throws Exception {
        folder = empty;
        jbuild = new Jbuild(empty).write("jbuild.groovy", PROJECT);
    }

    private void assertTerminalIsAsItWas() {
        assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    }

    @Test
    void shell_isInTheLastState_andHasTheTerminal() throws Exception {
        // A number of seconds that no other sleep on this machine has.
        String sleep = "sleep 400." + Math.abs((long) NONCE.hashCode());
        try (Terminal terminal =
                jbuild.startOnTerminal("shell", "+good", "--secret", "token=s3cret")) {
            terminal.awaitShown("jbuild: in +good");
            terminal.type("cat made /run/token; ls /kept; pwd; echo told-$((1+1))\n");
            terminal.awaitShown("told-2");
            assertThat(terminal.screen()).contains("made-" + NONCE, "s3cret", "file", "/srv");

            terminal.type(sleep + "\n");
            Await.until(() -> isRunning(sleep), PATIENTLY, terminal::screen);
            terminal.type("\003");
            terminal.type("echo alive-$((2+2))\n");
            terminal.awaitShown("alive-4");
            assertThat(isRunning(sleep)).isFalse();

            terminal.resize(33, 77);
            terminal.type("until stty size | grep '33 77'; do :; done; echo sized-$((3+3))\n");
            terminal.awaitShown("sized-6");

            terminal.type(sleep + " & echo gone > made; exit 9\n");
            assertThat(terminal.await()).as(terminal.screen()).isZero();
        }
        assertThat(isRunning(sleep)).isFalse();
        assertTerminalIsAsItWas();
        assertThat(jbuild.path("build")).doesNotExist();

        Outcome again =
                jbuild.run("shell", "+good", "--secret", "token=x", "--command", "cat made");
        assertThat(again.out()).isEqualTo("made-" + NONCE + "\n");
        assertThat(again.exitCode()).isZero();
    }

    @Test
    void shellOnFailure_isInTheStepThatFailed_andTheBuildGoesOn() throws Exception {
        try (Terminal terminal = jbuild.startOnTerminal("--shell-on-failure", "+bad")) {
            terminal.awaitShown("jbuild: in +bad");
            terminal.type("cat /left; echo told-$((1+1))\n");
            terminal.awaitShown("told-2");
            // Docker 20.10 does not keep what the step has written.
            assertThat(terminal.screen())
                    .containsPattern("(# |\n)written-" + NONCE + "|before the step that failed");
            terminal.type("\004");

            assertThat(terminal.await()).isEqualTo(1);
            assertThat(terminal.screen())
                    .contains("exit code 37")
                    .contains("to look into it: jbuild shell +bad");
        }
        assertTerminalIsAsItWas();
    }

    @Test
    void shell_whereThereCanBeNone_saysWhy() throws Exception {
        Outcome blind = jbuild.run("shell", "+bad");
        assertThat(blind.exitCode()).isEqualTo(2);
        assertThat(blind.err())
                .isEqualTo(
                        """
                        jbuild: error: a shell needs a terminal, and standard input is none
                          run it in a terminal, or say what to run with --command
                        """);

        Outcome bare = jbuild.run("shell", "+bare", "--command", "ls");
        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.errors()).hasSize(1);
        assertThat(bare.errors().getFirst())
                .startsWith("jbuild: error: `/bin/sh` cannot be started here: ")
                .endsWith(
                        "\n  look into a target that has a shell, such as one that this one is made of");
    }

    private static boolean isRunning(String command) {
        return Processes.commandLinesWith(command).stream()
                .anyMatch(line -> line.startsWith("sleep "));
    }
}
