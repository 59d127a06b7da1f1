package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Step;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The page of keys has a row for every step. */
class KeysPageTest {
    static List<String> steps() {
        return Arrays.stream(Step.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void page_hasARowForTheStep(String step) {
        assertThat(Page.lines("docs/keys.md"))
                .anyMatch(line -> line.matches("\\|[^|]*`" + step + "`[^|]*\\|.*\\|"));
    }
}
