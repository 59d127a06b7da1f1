package dev.jbuild.engine.lower;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class VariablesTest {
    @ParameterizedTest
    @CsvSource({
        "/opt/bin:$PATH, /opt/bin:/usr/bin",
        "${PATH}:/opt, /usr/bin:/opt",
        "$NONE/x, /x",
        "\\$PATH, $PATH",
        "100$, 100$",
        "$PATHX, ''",
        "plain, plain"
    })
    void expand(String text, String expected) {
        assertThat(Variables.expand(text, Map.of("PATH", "/usr/bin"))).isEqualTo(expected);
    }

    @Test
    void expand_withoutPath_takesTheUsualOne() {
        assertThat(Variables.expand("/opt/bin:$PATH", Map.of()))
                .isEqualTo("/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }
}
