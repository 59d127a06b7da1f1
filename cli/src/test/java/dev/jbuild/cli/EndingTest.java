package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

class EndingTest {
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private Ending ending(Path state) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Ending(
                new Console(stream, stream, Terminals.NONE, Map.of()),
                new BugReport(state, "jbuild 1", InstantSource.fixed(Instant.EPOCH)),
                interrupted::get);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void of_command_itsOwnCode() {
        assertThat(ending(folder).of(() -> ExitCode.STEP_FAILED)).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(text()).isEmpty();
    }

    @Test
    void of_userMistake_2() {
        UserMistake mistake = new UserMistake(Diagnostic.of("x", "no `+al`", "try `+all`"));
        assertThat(
                        ending(folder)
                                .of(
                                        () -> {
                                            throw mistake;
                                        })
                                .number())
                .isEqualTo(2);
        assertThat(text()).isEqualTo("jbuild: error: no `+al`\n  try `+all`\n");
    }

    @Test
    void of_environmentFailure_3() {
        assertThat(
                        ending(folder)
                                .of(
                                        () -> {
                                            throw new EnvironmentFailure(
                                                    "x", "no engine", "start it", null);
                                        })
                                .number())
                .isEqualTo(3);
        assertThat(text()).isEqualTo("jbuild: error: no engine\n  start it\n");
    }

    @Test
    void of_interrupted_130() {
        assertThat(
                        ending(folder)
                                .of(
                                        () -> {
                                            throw new InterruptedException();
                                        })
                                .number())
                .isEqualTo(130);
    }

    @Test
    void of_anyFailureAfterAnInterruption_130() {
        interrupted.set(true);
        assertThat(
                        ending(folder)
                                .of(
                                        () -> {
                                            throw new IllegalStateException("channel closed");
                                        })
                                .number())
                .isEqualTo(130);
        assertThat(text()).startsWith("jbuild: error: interrupted\n");
    }

    @Test
    void of_anythingElse_70_withAReport() throws IOException {
        assertThat(
                        ending(folder)
                                .of(
                                        () -> {
                                            throw new IllegalStateException("impossible");
                                        })
                                .number())
                .isEqualTo(70);
        try (Stream<Path> reports = Files.list(folder.resolve("bugs"))) {
            Path report = reports.findFirst().orElseThrow();
            assertThat(text())
                    .isEqualTo(
                            "jbuild: error: a bug in jbuild: java.lang.IllegalStateException:"
                                    + " impossible\n"
                                    + "  please report it, with the file "
                                    + report
                                    + "\n");
            assertThat(report).content().startsWith("jbuild 1\n").contains("EndingTest");
        }
    }

    @Test
    void of_aBugWithoutAPlaceToWrite_70_withTheTrace() throws IOException {
        Path file = Files.createFile(folder.resolve("not-a-folder"));
        assertThat(
                        ending(file)
                                .of(
                                        () -> {
                                            throw new StackOverflowError();
                                        })
                                .number())
                .isEqualTo(70);
        assertThat(text()).contains("no file could be written", "at dev.jbuild.cli.EndingTest");
    }
}
