package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RetryTest {
    private final List<BuildEvent> events = new ArrayList<>();
    private int runs;

    private String failing(int times, String code) throws Exception {
        return Retry.broken(
                events::add,
                () -> {
                    if (++runs <= times) {
                        throw new EnvironmentFailure(code, "could not build", "hint", null);
                    }
                    return "done";
                });
    }

    @Test
    void brokenTransfer_isTriedAgain_andSaid() throws Exception {
        assertThat(failing(2, Failures.BROKEN_TRANSFER)).isEqualTo("done");
        assertThat(runs).isEqualTo(3);
        assertThat(events)
                .containsExactly(
                        new BuildEvent.Notice("could not build; trying again"),
                        new BuildEvent.Notice("could not build; trying again"));
    }

    @Test
    void brokenTransfer_thatDoesNotPass_fails() {
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
}
