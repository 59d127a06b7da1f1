package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.run.StepTracker;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.engine.testing.LoweredSteps;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Recipe;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class EmulationTest {
    private static final Recipe RECIPE =
            Objects.requireNonNull(
                    new TestProject()
                            .target("t", ARM64, t -> t.from(BASE).run("make").run("make test"))
                            .goals(id("t", ARM64))
                            .recipes()
                            .get(id("t", ARM64)));

    private final List<String> notices = new ArrayList<>();
    private final StepTracker tracker = new StepTracker(this::note, Mask.NONE);

    private void note(BuildEvent event) {
        if (event instanceof BuildEvent.Notice(String text)) {
            notices.add(text);
        }
    }

    /** A step of the recipe comes to its end. */
    private void complete(int index, Duration took) {
        OpDigest op = new OpDigest("sha256:" + String.valueOf(index).repeat(64));
        tracker.follow(LoweredSteps.of(op, new StepId(RECIPE.id(), index, "a step")));
        tracker.accept(
                new Progress.VertexCompleted(op, "", Instant.EPOCH, Instant.EPOCH.plus(took)));
    }

    @Test
    void cost_isThatOfRuns_andOfThoseThatWereRun() {
        complete(0, Duration.ofMinutes(1));
        complete(1, Duration.ofSeconds(90));
        complete(2, Duration.ofMillis(2500));

        new Emulation(this::note, List.of(RECIPE)).tellCost(tracker);
        assertThat(notices)
                .containsExactly(
                        "emulated steps took 92 s in all; --builder linux/arm64=ADDRESS has them run"
                                + " natively");
    }

    @Test
    void cost_thatIsNoWordWorth_isNotTold() {
        complete(0, Duration.ofMinutes(1));
        complete(1, Duration.ofMillis(900));

        new Emulation(this::note, List.of(RECIPE)).tellCost(tracker);
        new Emulation(this::note, List.of()).tellCost(tracker);
        assertThat(notices).isEmpty();
    }
}
