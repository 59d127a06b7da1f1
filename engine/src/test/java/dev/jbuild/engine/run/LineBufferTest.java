package dev.jbuild.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.Progress.Stream;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

class LineBufferTest {
    private final List<String> lines = new ArrayList<>();
    private final LineBuffer buffer = new LineBuffer(UnaryOperator.identity(), lines::add);

    @Test
    void add_whenChunksCutCharacters_makesWholeLines() {
        for (byte b : "größe\r\nzwei\ndrei".getBytes(StandardCharsets.UTF_8)) {
            buffer.add(Stream.OUT, new byte[] {b});
        }
        assertThat(lines).containsExactly("größe", "zwei");

        buffer.flush();
        assertThat(lines).containsExactly("größe", "zwei", "drei");
    }

    @Test
    void add_whenProgressRedrawsItsLine_keepsTheEnd() {
        buffer.add(Stream.OUT, "10%\r50%\r100%\n".getBytes(StandardCharsets.UTF_8));

        assertThat(lines).containsExactly("100%");
    }

    @Test
    void add_whenStreamsMixWithinALine_keepsThemApart() {
        buffer.add(Stream.OUT, "checked on ".getBytes(StandardCharsets.UTF_8));
        buffer.add(Stream.ERR, "warning: slow\nlast ".getBytes(StandardCharsets.UTF_8));
        buffer.add(Stream.OUT, "amd64\n".getBytes(StandardCharsets.UTF_8));
        buffer.add(Stream.ERR, "words".getBytes(StandardCharsets.UTF_8));
        buffer.flush();

        assertThat(lines).containsExactly("warning: slow", "checked on amd64", "last words");
    }

    @Test
    void flush_whenNothingIsOpen_addsNothing() {
        buffer.flush();

        assertThat(lines).isEmpty();
    }

    @Test
    void all_whenThereIsALot_keepsAllOfIt() {
        for (int i = 0; i < 100_000; i++) {
            buffer.add(Stream.OUT, (i + "\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(buffer.all()).hasSize(100_000).startsWith("0", "1").endsWith("99998", "99999");
    }

    @Test
    void all_whenThereIsTooMuch_keepsTheEnd_andSaysSo() {
        byte[] line = ("x".repeat((1 << 20) - 1) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20; i++) {
            buffer.add(Stream.OUT, line);
        }

        assertThat(buffer.all()).hasSize(17).startsWith("[4 lines before this are left out]");
    }
}
