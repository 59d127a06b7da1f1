package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SourceLinesTest {
    @TempDir Path root;

    @Test
    void in_mistakesWithAPlace_getTheirLine() throws Exception {
        Files.createDirectory(root.resolve("web"));
        Files.writeString(root.resolve("web/jbuild.groovy"), "jbuild '1'\n  copy 'x'\n");
        SourceSpan second = new SourceSpan("web/jbuild.groovy", 2, 3, 7);
        Diagnostic known =
                new Diagnostic(
                        "code", "m", Optional.of(second), Optional.of("known"), Optional.empty());
        UserMistake mistake =
                new UserMistake(
                        List.of(
                                Diagnostic.at(second, "code", "message", "hint"),
                                Diagnostic.of("code", "message", "hint"),
                                known));
        assertThat(new SourceLines(root, Map.of()).in(mistake).diagnostics())
                .extracting(Diagnostic::sourceLine)
                .containsExactly(Optional.of("  copy 'x'"), Optional.empty(), Optional.of("known"));
    }

    @Test
    void at_whatIsNoLongerThere_isEmpty() throws Exception {
        Files.writeString(root.resolve("jbuild.groovy"), "jbuild '1'\n");
        SourceLines lines = new SourceLines(root, Map.of());
        assertThat(lines.at(new SourceSpan("jbuild.groovy", 2, 1, 1))).isEmpty();
        assertThat(lines.at(new SourceSpan("gone/jbuild.groovy", 1, 1, 1))).isEmpty();
    }
}
