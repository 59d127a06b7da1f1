package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.testing.Golden;
import dev.jbuild.cli.testing.RecordedBuild;
import dev.jbuild.engine.event.BuildEvent;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class LiveDisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LiveRegion region =
            new LiveRegion(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private List<String> screen() {
        return Screen.after(bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void region_replacesItselfAndLetsLinesScroll() {
        region.draw(List.of(), List.of("a running", "b running", "0 of 2"));
        assertThat(screen()).containsExactly("a running", "b running", "0 of 2");
        region.draw(List.of("a built"), List.of("b running", "1 of 2"));
        assertThat(screen()).containsExactly("a built", "b running", "1 of 2");
        region.close(List.of("b built"));
        assertThat(screen()).containsExactly("a built", "b built");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith(LiveRegion.RESTORE);
    }

    @Test
    void region_unchanged_writesNothing() {
        region.draw(List.of(), List.of("same"));
        int size = bytes.size();
        region.draw(List.of(), List.of("same"));
        assertThat(bytes.size()).isEqualTo(size);
    }

    @Test
    void display_closed_leavesWhatIsFinished() {
        LiveDisplay display =
                new LiveDisplay(
                                region,
                                Style.PLAIN,
                                InstantSource.fixed(Instant.EPOCH),
                                () -> TerminalSize.USUAL)
                        .start();
        for (BuildEvent event : RecordedBuild.beginning()) {
            display.show(event);
        }
        RecordedBuild.goodEnd().forEach(display::show);
        display.close();
        Golden.assertMatches("live-end", screen());
    }
}
