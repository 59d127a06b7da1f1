package dev.jbuild.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MaskTest {
    private static final String RED = "\033[01;31m\033[K";
    private static final String PLAIN = "\033[m\033[K";

    private final Mask mask = Mask.of(List.of("hunter2", "first line\r\nsecond\nxy\n"));

    @Test
    void apply_hidesValuesAndTheirLines_butNoShortOnes() {
        assertThat(mask.apply("a hunter2, first line; xy second")).isEqualTo("a ***, ***; xy ***");
    }

    /** As of grep that marks what it has found; a screen shows the value whole. */
    @Test
    void apply_hidesValues_whereControlsAreInTheMidst() {
        assertThat(mask.apply("is hu" + RED + "nte" + PLAIN + "r2!")).isEqualTo("is ***!");
        assertThat(mask.apply("h\0u\0n\0t\0e\0r\0002\0")).isEqualTo("***");
    }

    @Test
    void apply_hidesValues_whereCommandsOfATerminalAreInTheMidst() {
        String link = "\033]8;;http://x\033\\";
        assertThat(mask.apply("is hun" + link + "ter2")).isEqualTo("is ***");
        assertThat(mask.apply("is hun\033]0;title\007ter2")).isEqualTo("is ***");
        assertThat(mask.apply("is hun\0337ter2")).isEqualTo("is ***");
    }

    @Test
    void apply_leavesColoursOfOtherTexts() {
        String colourful = RED + "hunter" + PLAIN + " 2";

        assertThat(mask.apply(colourful)).isEqualTo(colourful);
        assertThat(mask.apply(RED + "hunter2" + PLAIN)).isEqualTo(RED + "***" + PLAIN);
    }
}
