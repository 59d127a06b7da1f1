package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.ImageName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0s, 0s",
        "49, 0.0s, 0s",
        "50, 0.1s, 0s",
        "12345, 12.3s, 12s",
        "59949, 59.9s, 59s",
        "59960, 1m00s, 59s",
        "125000, 2m05s, 2m05s",
        "3725000, 1h02m, 1h02m"
    })
    void elapsed_asPeopleSayIt(long millis, String exact, String whole) {
        assertThat(Elapsed.text(Duration.ofMillis(millis))).isEqualTo(exact);
        assertThat(Elapsed.wholeSeconds(Duration.ofMillis(millis))).isEqualTo(whole);
    }

    @Test
    void printable_progressBar_lastState() {
        assertThat(PrintableText.line("10%\r50%\r100%\r")).isEqualTo("100%");
    }

    @Test
    void printable_sequences_areRemoved() {
        assertThat(PrintableText.line("\033[1;31mred\033[0m \033]0;title\007and\033[2J\ttab\b"))
                .isEqualTo("red and\ttab");
        assertThat(PrintableText.line("\033]8;;http://x\033\\link\033]8;;\033\\"))
                .isEqualTo("link");
        assertThat(PrintableText.line("cut \033")).isEqualTo("cut ");
    }

    @Test
    void printable_severalLines_theFirstWithAMark() {
        assertThat(PrintableText.firstLine("\n  npm ci  \n npm test")).isEqualTo("npm ci ...");
    }

    @Test
    void names_dockerHub_isLeftOut() {
        assertThat(Names.of(ImageName.parse("debian"))).isEqualTo("debian:latest");
        assertThat(Names.of(ImageName.parse("acme/shop:1"))).isEqualTo("acme/shop:1");
        assertThat(Names.of(ImageName.parse("localhost:5000/library/shop")))
                .isEqualTo("localhost:5000/library/shop:latest");
    }

    @Test
    void terminalSize_ofStty() {
        assertThat(TerminalProbe.parsed("50 132\n", TerminalSize.USUAL))
                .isEqualTo(new TerminalSize(132, 50));
        assertThat(TerminalProbe.parsed("0 0\n", TerminalSize.USUAL)).isEqualTo(TerminalSize.USUAL);
        assertThat(TerminalProbe.parsed("", TerminalSize.USUAL)).isEqualTo(TerminalSize.USUAL);
    }
}
