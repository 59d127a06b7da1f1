package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class Utf8OrderTest {

    @Test
    void names_whenBeyondTheFirstPlane_areInByteOrder() {
        // As UTF-16 the smile, a surrogate pair, would come first.
        assertThat(Utf8Order.NAMES.compare("\uff5e", "\ud83d\ude00")).isNegative();
        assertThat(Utf8Order.NAMES.compare("z", "\u00e9")).isNegative();
    }

    @Test
    void names_areInTheOrderOfTheirBytes() {
        List<String> names =
                List.of(
                        "",
                        "a",
                        "a-",
                        "a/",
                        "ab",
                        "\u007f",
                        "\u0080",
                        "\u07ff",
                        "\u0800",
                        "\uffee",
                        "\ud83d\ude00",
                        "\ud83d\ude01");

        for (String a : names) {
            for (String b : names) {
                assertThat(Integer.signum(Utf8Order.NAMES.compare(a, b)))
                        .as("`%s` and `%s`", a, b)
                        .isEqualTo(
                                Integer.signum(
                                        Arrays.compareUnsigned(
                                                a.getBytes(StandardCharsets.UTF_8),
                                                b.getBytes(StandardCharsets.UTF_8))));
            }
        }
    }

    @Test
    void paths_whenADirectoryIsAPrefix_haveItsContentsNext() {
        List<String> sorted = List.of("d", "d/b", "d/b/c", "d-x", "d.txt", "e");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);

        shuffled.sort(Utf8Order.PATHS);

        assertThat(shuffled).isEqualTo(sorted);
    }
}
