package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.option.ProgressStyle;
import dev.jbuild.cli.testing.Golden;
import dev.jbuild.cli.testing.RecordedBuild;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.doctor.Finding;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

class ConsoleTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal, Map<String, String> environment) {
        return new Console(out, err, new Terminals(false, terminal), environment);
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void play(Console console, List<BuildEvent> end, BuildReport report) {
        try (Display display = console.display(ProgressStyle.PLAIN, CLOCK)) {
            RecordedBuild.beginning().forEach(display::show);
            end.forEach(display::show);
        }
        console.report(report, span -> Optional.of("    run 'mix compile'"), RecordedBuild.AMD64);
    }

    @Test
    void plain_goodBuild() {
        play(console(false, Map.of()), RecordedBuild.goodEnd(), RecordedBuild.good());
        Golden.assertMatches("good-build", errors());
        assertThat(out.size()).isZero();
    }

    @Test
    void plain_failedBuild_theFailureIsLast() {
        play(console(false, Map.of()), RecordedBuild.badEnd(), RecordedBuild.bad());
        Golden.assertMatches("failed-build", errors());
    }

    @Test
    void failure_whoseCureIsKnown_saysThatInPlaceOfTheShell() {
        StepFailure failure =
                new StepFailure(
                        RecordedBuild.FAILURE.node(),
                        new SourceSpan("jbuild.groovy", 5, 5, 9),
                        List.of(),
                        "fetch https://example.org/a into ./",
                        OptionalInt.empty(),
                        "it has changed",
                        List.of(),
                        Optional.of("look at it"));

        assertThat(FailureText.of(failure, Optional.empty(), RecordedBuild.AMD64, Style.PLAIN))
                .endsWith(
                        "  > fetch https://example.org/a into ./",
                        "  it has changed",
                        "  look at it");
    }

    /** In BuildKit's words, of which it has two. */
    @ParameterizedTest
    @ValueSource(strings = {"2MiB", "200KiB/s"})
    void failure_whoseOutputWasCut_saysHowToHaveAllOfIt(String limit) {
        List<String> text = textOf("one", "[output clipped, log limit " + limit + " reached]", "");

        assertThat(text)
                .containsSubsequence(
                        "  | [output clipped, log limit " + limit + " reached]",
                        "  the engine has cut the output short; to have all of it, write it to a"
                                + " file that is an `artifact` with `always: true`",
                        "  exit code 1");
    }

    @Test
    void failure_whoseOutputOnlyTellsOfALimit_isNotCut() {
        assertThat(textOf("they say [output clipped, log limit 2MiB reached]", "log limit"))
                .noneMatch(line -> line.contains("cut the output"));
    }

    private static List<String> textOf(String... output) {
        StepFailure failure =
                new StepFailure(
                        RecordedBuild.FAILURE.node(),
                        RecordedBuild.FAILURE.span(),
                        List.of(),
                        "run make",
                        OptionalInt.of(1),
                        "",
                        List.of(output));
        return FailureText.of(failure, Optional.empty(), RecordedBuild.AMD64, Style.PLAIN);
    }

    @Test
    void plain_onATerminal_hasColours() {
        play(console(true, Map.of("TERM", "xterm")), List.of(), RecordedBuild.bad());
        Golden.assertMatches("failed-build-coloured", errors());
    }

    @Test
    void plain_noColor_hasNone() {
        play(console(true, Map.of("NO_COLOR", "1")), List.of(), RecordedBuild.bad());
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("\033");
    }

    @Test
    void report_everythingReused_oneLineAndTheDeliveries() {
        console(false, Map.of())
                .report(
                        RecordedBuild.upToDate(List.of(RecordedBuild.STATIC_AGAIN)),
                        span -> Optional.empty(),
                        RecordedBuild.AMD64);
        assertThat(errors())
                .containsExactly(
                        "delivered",
                        "  build/static  12 files, unchanged",
                        "everything up to date: 4 targets, 0 solved, 2m06s saved, in 1m14s");
    }

    @Test
    void report_reusedButDeliveredAgain_doesNotSayUpToDate() {
        console(false, Map.of())
                .report(
                        RecordedBuild.upToDate(List.of(RecordedBuild.STATIC)),
                        span -> Optional.empty(),
                        RecordedBuild.AMD64);
        assertThat(errors().getLast())
                .isEqualTo(
                        "done: 4 targets, 0 solved, 2m06s saved, outputs delivered again, in 1m14s");
    }

    @Test
    void error_mistake_placeMessageHint() {
        SourceSpan span = new SourceSpan("jbuild.groovy", 4, 5, 9);
        console(false, Map.of())
                .error(
                        new UserMistake(
                                List.of(
                                        new Diagnostic(
                                                "unknown-step",
                                                "unknown step `form`",
                                                Optional.of(span),
                                                Optional.of("    form 'alpine'"),
                                                Optional.of("did you mean `from`?")),
                                        Diagnostic.of("x", "another", "its cure"))));
        Golden.assertMatches("mistakes", errors());
    }

    @Test
    void error_environment_messageAndHint() {
        console(false, Map.of())
                .error(
                        new EnvironmentFailure(
                                "engine-gone", "the engine does not answer", "start Docker", null));
        assertThat(errors())
                .containsExactly("jbuild: error: the engine does not answer", "  start Docker");
    }

    @Test
    void targets_alignedOnStandardOutput() {
        console(false, Map.of()).targets(targets());
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        +deps         any                       Fetch the dependencies
                        +all          linux/amd64, linux/arm64
                        ./web+assets  linux/amd64               Assets ...
                        """);
    }

    @Test
    void noGoal_listAndExampleOnStandardError() {
        console(false, Map.of()).noGoal(targets());
        assertThat(errors())
                .containsExactly(
                        "jbuild: which target? Name at least one:",
                        "  +deps         any                       Fetch the dependencies",
                        "  +all          linux/amd64, linux/arm64",
                        "  ./web+assets  linux/amd64               Assets ...",
                        "For example: jbuild +all");
    }

    private static List<TargetInfo> targets() {
        SourceSpan span = new SourceSpan("jbuild.groovy", 1, 1, 1);
        Platform amd64 = Platform.parse("linux/amd64");
        Platform arm64 = Platform.parse("linux/arm64");
        return List.of(
                new TargetInfo(
                        new TargetRef("", "deps"), "Fetch the dependencies", List.of(), span),
                new TargetInfo(new TargetRef("", "all"), "", List.of(amd64, arm64), span),
                new TargetInfo(
                        new TargetRef("web", "assets"),
                        "Assets\nin two lines",
                        List.of(amd64),
                        span));
    }

    @Test
    void display_liveOnATerminal_plainElsewhere() {
        assertThat(kind(ProgressStyle.AUTO, true, "xterm")).isEqualTo(LiveDisplay.class);
        assertThat(kind(ProgressStyle.AUTO, true, "dumb")).isEqualTo(PlainDisplay.class);
        assertThat(kind(ProgressStyle.AUTO, false, "xterm")).isEqualTo(PlainDisplay.class);
        assertThat(kind(ProgressStyle.PLAIN, true, "xterm")).isEqualTo(PlainDisplay.class);
        assertThat(kind(ProgressStyle.TTY, false, "dumb")).isEqualTo(LiveDisplay.class);
    }

    private Class<?> kind(ProgressStyle style, boolean terminal, String term) {
        try (Display display = console(terminal, Map.of("TERM", term)).display(style, CLOCK)) {
            return display.getClass();
        }
    }

    @Test
    void restoreTerminal_onlyAfterALiveDisplay() {
        Console console = console(true, Map.of());
        console.restoreTerminal();
        assertThat(err.size()).isZero();
        console.display(ProgressStyle.TTY, CLOCK).close();
        console.restoreTerminal();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith(LiveRegion.RESTORE);
    }

    /** It is an answer, and goes to standard output, which may be a file. */
    @Test
    void checkup_isColoured_whereStandardOutputIsATerminal() {
        Checkup checkup =
                new Checkup(List.of(new Finding("engine", Finding.State.WELL, "good", "")));
        new Console(out, err, new Terminals(false, true), Map.of()).checkup("1", checkup, false);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("engine").doesNotContain("\033");
        new Console(out, err, new Terminals(true, false), Map.of()).checkup("1", checkup, false);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\033[32mwell");
        assertThat(err.size()).isZero();
    }
}
