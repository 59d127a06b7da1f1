package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.testing.Golden;
import dev.jbuild.cli.testing.RecordedBuild;
import dev.jbuild.engine.event.BuildEvent;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class FrameTest {
    private static final Instant START = Instant.EPOCH;

    private static BuildView view(List<BuildEvent> events) {
        BuildView view = BuildView.startingAt(START);
        Instant now = START;
        for (BuildEvent event : events) {
            now = now.plusSeconds(1);
            view = view.after(event, now);
        }
        return view;
    }

    private static List<String> frame(BuildView view, int columns, int rows) {
        return Frame.of(view, START.plusSeconds(75), new TerminalSize(columns, rows), Style.PLAIN);
    }

    @Test
    void frame_running_stepTimeAndOutput() {
        Golden.assertMatches("frame", frame(view(RecordedBuild.beginning()), 90, 24));
    }

    @Test
    void frame_narrow_cutsLines() {
        assertThat(frame(view(RecordedBuild.beginning()), 40, 24))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    }

    @Test
    void frame_low_dropsOutputThenNodes() {
        BuildView view = view(RecordedBuild.beginning());
        assertThat(frame(view, 200, 6)).hasSize(5);
        assertThat(frame(view, 200, 5)).hasSize(3);
        assertThat(frame(view, 200, 4)).hasSize(3);
    }

    @Test
    void frame_beforeThePlan() {
        assertThat(frame(view(List.of()), 80, 24)).containsExactly("starting, 1m15s");
    }

    @Test
    void frame_afterTheEnd_nothingRuns() {
        BuildView view = view(RecordedBuild.beginning());
        for (BuildEvent event : RecordedBuild.badEnd()) {
            view = view.after(event, START);
        }
        assertThat(frame(view, 80, 24)).containsExactly("4 of 4 targets done, 1 reused, 1m15s");
    }
}
