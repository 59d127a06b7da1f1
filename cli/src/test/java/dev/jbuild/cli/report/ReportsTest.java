package dev.jbuild.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.cli.option.ReportFile;
import dev.jbuild.cli.option.ReportFile.Form;
import dev.jbuild.cli.testing.Golden;
import dev.jbuild.cli.testing.RecordedBuild;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

class ReportsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;

    /** Each look at the clock is half a second after the one before. */
    private Instant now = START;

    private Instant tick() {
        now = now.plusMillis(500);
        return now;
    }

    private Reports open(ReportFile... files) throws EnvironmentFailure {
        return Reports.open(
                List.of(files), List.of("+runtime"), "jbuild 1.0, Java 25", this::tick, START);
    }

    private static void play(Reports reports, List<BuildEvent> end) {
        Stream.concat(RecordedBuild.beginning().stream(), end.stream()).forEach(reports);
    }

    private ReportFile file(Form form) {
        return new ReportFile(folder.resolve("reports/of-build"), form);
    }

    private List<String> lines(ReportFile file) throws IOException {
        return Files.readAllLines(file.path());
    }

    @ParameterizedTest
    @EnumSource
    void failedBuild(Form form) throws Exception {
        ReportFile file = file(form);
        Reports reports = open(file);
        play(reports, RecordedBuild.badEnd());
        reports.end(RecordedBuild.bad());
        reports.requireWritten();
        Golden.assertMatches("report-" + form.name().toLowerCase(Locale.ROOT), lines(file));
    }

    @Test
    void outcome_ofAGoodBuild_hasDeliveries() throws Exception {
        ReportFile file = file(Form.OUTCOME);
        Reports reports = open(file);
        play(reports, RecordedBuild.goodEnd());
        reports.end(RecordedBuild.good());
        JsonObject outcome =
                JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
        assertThat(outcome.get("result").getAsString()).isEqualTo("succeeded");
        assertThat(outcome.get("deliveries").getAsJsonArray())
                .extracting(
                        delivery -> delivery.getAsJsonObject().get("kind").getAsString(),
                        delivery -> delivery.getAsJsonObject().get("unchanged").getAsBoolean())
                .containsExactly(
                        tuple("files", false), tuple("image", false), tuple("pushedImage", false));
    }

    @Test
    void events_areThereWhileTheyHappen() throws Exception {
        ReportFile file = file(Form.EVENTS);
        Reports reports = open(file);
        reports.accept(new BuildEvent.Notice("slow"));
        assertThat(lines(file))
                .containsExactly(
                        "{\"at\":\"2026-01-02T03:04:05.500Z\",\"event\":\"notice\",\"text\":\"slow\"}");
        reports.stop(new InterruptedException());
        assertThat(lines(file).getLast())
                .contains("\"event\":\"ended\",\"result\":\"interrupted\"");
    }

    @ParameterizedTest
    @EnumSource
    void brokenBuild_saysWhatIsKnown(Form form) throws Exception {
        ReportFile file = file(form);
        Reports reports = open(file);
        RecordedBuild.beginning().forEach(reports);
        reports.stop(new EnvironmentFailure("gone", "the <engine> is gone", "start it", null));
        assertThat(Files.readString(file.path()))
                .contains("+assets")
                .containsAnyOf("unfinished", "the <engine> is gone");
        assertThat(folder.resolve("reports").toFile().list()).containsExactly("of-build");
    }

    @Test
    void place_thatCannotBe_isToldBeforeAnythingIsBuilt() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        ReportFile file = new ReportFile(notAFolder.resolve("a.json"), Form.OUTCOME);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("cannot write the report " + file.path());
        assertThatThrownBy(() -> open(new ReportFile(folder, Form.PAGE)))
                .hasMessageContaining("it is a folder");
    }

    @Test
    void place_thatIsLost_isToldAtTheEnd_andTheOthersAreWritten() throws Exception {
        ReportFile lost = new ReportFile(folder.resolve("lost/a.html"), Form.PAGE);
        ReportFile kept = file(Form.OUTCOME);
        Reports reports = open(lost, kept);
        play(reports, RecordedBuild.goodEnd());
        Files.delete(folder.resolve("lost"));
        reports.end(RecordedBuild.good());
        assertThatThrownBy(reports::requireWritten).hasMessageContaining("lost/a.html");
        assertThat(kept.path()).isNotEmptyFile();
    }
}
