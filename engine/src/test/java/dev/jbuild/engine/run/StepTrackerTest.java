package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.engine.testing.LoweredSteps;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.RecipeId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class StepTrackerTest {
    private static final RecipeId RECIPE = TestProject.id("t");
    private static final OpDigest FIRST = new OpDigest("sha256:" + "1".repeat(64));
    private static final OpDigest LAST = new OpDigest("sha256:" + "2".repeat(64));

    private final StepTracker tracker = new StepTracker(_ -> {}, Mask.NONE);

    @BeforeEach
    void follow() {
        tracker.follow(LoweredSteps.of(FIRST, new StepId(RECIPE, 0, "run first")));
        tracker.follow(LoweredSteps.of(LAST, new StepId(RECIPE, 1, "run last")));
    }

    private static Progress completed(OpDigest operation) {
        return new Progress.VertexCompleted(operation, "", Instant.EPOCH, Instant.EPOCH);
    }

    /** The daemon's answer may overtake what it tells. */
    @Test
    void executed_whenTheEndIsToldLate_countsAll() throws Exception {
        Thread late = tellLate(completed(FIRST), completed(LAST));
        tracker.awaitEnd(LAST, Duration.ofMinutes(1));
        assertThat(tracker.executed(RECIPE)).isEqualTo(2);
        late.join();
    }

    @Test
    void failed_whenTheFailureIsToldLate_isKnown() throws Exception {
        Thread late = tellLate(new Progress.VertexFailed(LAST, "", Instant.EPOCH, "no"));
        tracker.awaitFailure(Duration.ofMinutes(1));
        assertThat(tracker.failed(Optional.empty())).contains(new StepId(RECIPE, 1, "run last"));
        late.join();
    }

    /** Tells when this thread waits for it. */
    private Thread tellLate(Progress... news) {
        Thread waiting = Thread.currentThread();
        return Thread.ofVirtual()
                .start(
                        () -> {
                            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                                Thread.onSpinWait();
                            }
                            List.of(news).forEach(tracker);
                        });
    }

    @Test
    @Timeout(30)
    void awaitEnd_whenNothingIsTold_goesOn() throws Exception {
        tracker.awaitEnd(LAST, Duration.ofMillis(20));
        assertThat(tracker.executed(RECIPE)).isZero();
    }

    @Test
    @Timeout(30)
    void awaitEnd_ofWhatIsKnownAlready_orNotFollowed_doesNotWait() throws Exception {
        tracker.accept(new Progress.VertexCached(LAST, ""));
        tracker.awaitEnd(LAST, Duration.ofMinutes(1));
        tracker.awaitEnd(new OpDigest("sha256:" + "3".repeat(64)), Duration.ofMinutes(1));
        assertThat(tracker.executed(RECIPE)).isZero();
    }
}
