package dev.jbuild.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.time.Duration;

/** Who sends nothing is among the hostile registries. */
class PatientStreamTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Test
    void timeBetweenReads_isTheReadersOwn() throws Exception {
        try (PatientStream in =
                new PatientStream(new ByteArrayInputStream(new byte[] {1, 2}), PATIENCE)) {
            assertThat(in.read()).isOne();
            Thread.sleep(PATIENCE.multipliedBy(5));
            assertThat(in.read()).isEqualTo(2);
        }
    }
}
