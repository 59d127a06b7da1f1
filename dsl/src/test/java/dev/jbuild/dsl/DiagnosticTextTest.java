package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.Diagnostic;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class DiagnosticTextTest {
    @Test
    void of_whenNoPlace_isMessageAndHint() {
        assertThat(
                        DiagnosticText.of(
                                Diagnostic.of("code", "no `x`", "did you mean `y`?\nvalid: y")))
                .isEqualTo("no `x`\n  did you mean `y`?\n  valid: y\n");
    }

    @Test
    void of_whenPlaceWithoutSource_isOneLine() {
        SourceSpan span = new SourceSpan("a/jbuild.groovy", 3, 5, 9);
        assertThat(DiagnosticText.of(Diagnostic.at(span, "code", "no `x`", "hint")))
                .isEqualTo("a/jbuild.groovy:3:5: no `x`\n  hint\n");
    }

    @Test
    void of_whenIndentedByTabs_marksBelowTheText() {
        Diagnostic diagnostic =
                new Diagnostic(
                        "code",
                        "no `form`",
                        Optional.of(new SourceSpan("jbuild.groovy", 1234, 2, 6)),
                        Optional.of("\tform 'x'"),
                        Optional.empty());
        assertThat(DiagnosticText.of(List.of(diagnostic, diagnostic)))
                .isEqualTo(
                        """
                        jbuild.groovy:1234:2: no `form`
                             |
                        1234 | \tform 'x'
                             | \t^^^^

                        jbuild.groovy:1234:2: no `form`
                             |
                        1234 | \tform 'x'
                             | \t^^^^
                        """);
    }
}
