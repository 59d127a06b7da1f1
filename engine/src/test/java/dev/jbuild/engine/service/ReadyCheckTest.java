package dev.jbuild.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "020011AC",
                "00000000000000000000000000000000",
                "0000000000000000FFFF0000020011AC",
                "000080FE00000000FF540042CE1C2F7F",
            })
    void listens_atAnAddressOfOthers_holds(String address) {
        assertThat(ReadyCheck.listens(table(address), 8080)).isTrue();
    }

    /** A JVM that is told to listen at 127.0.0.1 does so by the fourth of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100007F",
                "0200007F",
                "00000000000000000000000001000000",
                "0000000000000000FFFF00000100007F",
            })
    void listens_forItselfOnly_doesNotHold(String address) {
        assertThat(ReadyCheck.listens(table(address), 8080)).isFalse();
    }

    private static String table(String address) {
        return """
                 sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
                  0: %s:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
               """
                .formatted(address);
    }
}
