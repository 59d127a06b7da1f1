package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.dsl.script.Meter;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What has too much of something else than steps, with limits that a test can wait for. */
@Timeout(60)
class EvaluatingTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofHours(1);

    @TempDir Path root;

    static List<String> excesses() throws IOException {
        return SandboxTest.lines("excesses.txt");
    }

    /** One step too many ends at once; what goes on in one call ends when it is looked at. */
    @ParameterizedTest
    @MethodSource("excesses")
    void load_whenTooMuch_endsInOneMistakeWithItsLine(String excess) {
        List<Diagnostic> mistakes =
                mistakes(
                        new Evaluating.Limits(
                                SOON, Duration.ofSeconds(1), Duration.ofSeconds(20), 500_000_000),
                        "target('all') {\nfrom 'alpine'\n" + excess + "\n}\n");
        assertThat(mistakes)
                .singleElement()
                .satisfies(
                        mistake -> {
                            assertThat(mistake.span().orElseThrow().line()).isEqualTo(4);
                            assertThat(mistake.code())
                                    .isIn("limit", "endless-recursion", "no-json");
                        });
    }

    private String said(Evaluating.Limits limits, String text) {
        return DiagnosticText.of(mistakes(limits, text));
    }

    private List<Diagnostic> mistakes(Evaluating.Limits limits, String text) {
        Meter meter = new Meter();
        LoadRequest request = new ProjectFolder(root).says(text).request("+all");
        try {
            new Evaluating(meter, limits)
                    .of(() -> new ProjectLoader(request, Repositories.NONE, meter).load());
            throw new AssertionError("it ended");
        } catch (UserMistake mistake) {
            return mistake.diagnostics();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void load_whenOneCallTakesTooLong_saysWhere() {
        String said =
                said(
                        new Evaluating.Limits(SOON, Duration.ofMillis(700), LATE, Long.MAX_VALUE),
                        """
                        target('all') {
                            from 'alpine'
                            List<Object> all = ['a']
                            28.times { all = [all, all] }
                            run "echo ${[all].toSet().size()}"
                        }
                        """);
        assertThat(said)
                .isEqualTo(
                        """
                        jbuild.groovy:6:5: the build file takes too long
                            |
                          6 |     run "echo ${[all].toSet().size()}"
                            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          a build file only describes what to do: leave work to the steps of a target
                        """);
    }

    @Test
    void load_whenTextsGrow_saysWhere() {
        String said =
                said(
                        new Evaluating.Limits(SOON, LATE, LATE, 100_000_000),
                        """
                        target('all') {
                            String text = 'a'
                            while (true) {
                                text = text.length() < 10_000_000 ? text + text : 'a'
                            }
                        }
                        """);
        assertThat(said).contains("jbuild.groovy:4:", "the build file needs too much memory");
    }

    @Test
    void of_whatTheEvaluationThrows_isThrown() {
        assertThatThrownBy(
                        () ->
                                Evaluating.of(
                                        new Meter(),
                                        () -> {
                                            throw new IllegalStateException("ours");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ours");
    }
}
