package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRefTest {
    @ParameterizedTest
    @CsvSource({
        "+all, '', '', all, +all",
        "+all, web, web, all, ./web+all",
        "./web+all, '', web, all, ./web+all",
        "./ui/+all, web, web/ui, all, ./web/ui+all",
        "../api+all, web, api, all, ./api+all",
        "..+all, web, '', all, +all",
        "./a/../b+x, '', b, x, ./b+x",
        "+a.b-c_1, '', '', a.b-c_1, +a.b-c_1",
    })
    void parse_resolvesAgainstTheBuildFile(
            String text, String from, String folder, String name, String shown) {
        TargetRef target = TargetRef.parse(text, from);

        assertThat(target).isEqualTo(new TargetRef(folder, name)).hasToString(shown);
        assertThat(TargetRef.parse(target.toString(), "")).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/x+all, ''",
        "/+all, web",
        "../x+all, ''",
        "../../x+all, web",
        "./a/../../x+all, ''"
    })
    void parse_whenLeadingOut_isRefused(String text, String from) {
        assertThatThrownBy(() -> TargetRef.parse(text, from))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leads out of the project");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "+", "+1a", "+a b", "+a/b", "+a+b", "./web"})
    void parse_whenOfAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> TargetRef.parse(text, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
