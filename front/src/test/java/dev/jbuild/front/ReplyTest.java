package dev.jbuild.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.front.ledger.Answer;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ReplyTest {
    private static final Answer ANSWER =
            new Answer(
                    List.of("jbuild | 1 target"),
                    List.of("\033[2m+a | reused\033[0m"),
                    List.of("\033[1mdelivered\033[0m", "  x  1 file", "everything up to date"));

    @Test
    void of_whenPlain_hasThePlan_andNoColours() {
        assertThat(Reply.of(ANSWER, true, false, 149))
                .isEqualTo(
                        """
                        jbuild | 1 target
                        +a | reused
                        delivered
                          x  1 file
                        everything up to date, in 0.1s
                        """);
    }

    @Test
    void of_whenLive_hasColours() {
        assertThat(Reply.of(ANSWER, false, true, 1950))
                .isEqualTo(
                        """
                        \033[2m+a | reused\033[0m
                        \033[1mdelivered\033[0m
                          x  1 file
                        \033[1meverything up to date, in 2.0s\033[0m
                        """);
    }

    @Test
    void processStart_liesBeforeNow() {
        Instant now = Instant.now();
        assertThat(Took.processStart(now))
                .isBefore(now)
                .isAfter(
                        ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .minusSeconds(2));
    }
}
