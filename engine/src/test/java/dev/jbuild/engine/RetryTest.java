package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class RetryTest {
    private final List<BuildEvent> events = new ArrayList<>();
    private int runs;
    private int ended;
    private final Connections connections = new Connections(() -> ended++);
    private boolean answered = true;

    private String failing(int times, String code) throws Exception {
        return new Retry(
                        events::add,
                        () -> answered,
                        connections,
                        List.of(Duration.ofMillis(1), Duration.ofMillis(2)))
                .run(
                        () -> {
                            if (++runs <= times) {
                                throw new EnvironmentFailure(code, "could not build", "hint", null);
                            }
                            return "done";
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Failures.BROKEN_TRANSFER,
                Failures.LOST_TRACK,
                "engine-unreachable",
                "builder-unreachable"
            })
    void whatPasses_isTriedAgain_withANewConnection_andSaid(String code) throws Exception {
        assertThat(failing(2, code)).isEqualTo("done");
        assertThat(runs).isEqualTo(3);
        assertThat(ended).isEqualTo(2);
        assertThat(events)
                .containsExactly(
                        new BuildEvent.Notice("could not build; trying again in 0 s"),
                        new BuildEvent.Notice("could not build; trying again in 0 s"));
    }

    @Test
    void whatDoesNotPass_fails() {
        assertThatThrownBy(() -> failing(3, Failures.BROKEN_TRANSFER))
                .isInstanceOf(EnvironmentFailure.class);
        assertThat(runs).isEqualTo(3);
    }

    @Test
    void anythingElse_isNotTriedAgain() {
        assertThatThrownBy(() -> failing(1, "engine-refused"))
                .isInstanceOf(EnvironmentFailure.class);
        assertThat(runs).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine-unreachable", "builder-unreachable"})
    void engineThatHasNeverAnswered_isNotWaitedFor(String code) {
        answered = false;
        assertThatThrownBy(() -> failing(1, code)).isInstanceOf(EnvironmentFailure.class);
        assertThat(runs).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    /** Somebody else who lost the same connections has made new ones, and is at work over them. */
    @Test
    void connectionsThatAreNewAlready_areLeftAlone() throws Exception {
        int before = connections.generation();
        assertThat(failing(1, Failures.BROKEN_TRANSFER)).isEqualTo("done");
        connections.renew(before);
        assertThat(ended).isEqualTo(1);
    }
}
