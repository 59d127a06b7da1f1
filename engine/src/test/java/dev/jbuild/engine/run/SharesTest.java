package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class SharesTest {
    private long now = 7_000_000_000L;
    private final Shares shares = new Shares(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Duration end(Shares.Share share) {
        try (share) {
            return share.soFar();
        }
    }

    @Test
    void shares_addUpToTheTimeInWhichAnybodyWorked() {
        Shares.Share first = shares.begin();
        pass(Duration.ofSeconds(4));
        Shares.Share second = shares.begin();
        pass(Duration.ofSeconds(6));
        assertThat(end(first)).isEqualTo(Duration.ofSeconds(7));
        pass(Duration.ofSeconds(2));
        assertThat(end(second)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void timeInWhichNobodyWorks_isNobodys() {
        Shares.Share first = shares.begin();
        pass(Duration.ofSeconds(1));
        assertThat(end(first)).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofHours(1));
        Shares.Share second = shares.begin();
        pass(Duration.ofSeconds(2));
        assertThat(end(second)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aHundredAtOnce_haveAHundredthEach() {
        List<Shares.Share> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(shares.begin());
        }
        pass(Duration.ofSeconds(100));
        assertThat(all).extracting(SharesTest::end).containsOnly(Duration.ofSeconds(1));
    }
}
