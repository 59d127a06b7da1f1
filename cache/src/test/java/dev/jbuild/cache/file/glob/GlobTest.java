package dev.jbuild.cache.file.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt        | a.txt          | true",
                "a.txt        | axtxt          | false",
                "./a.txt      | a.txt          | true",
                "/a.txt       | a.txt          | true",
                "a/           | a              | true",
                "a//b         | a/b            | true",
                "a/../b       | b              | true",
                "a            | a/b            | false",
                "*            | a              | true",
                "*            | .hidden        | true",
                "*            | a/b            | false",
                "*.md         | README.md      | true",
                "*.md         | docs/a.md      | false",
                "*/*.md       | docs/a.md      | true",
                "*/*.md       | docs/x/a.md    | false",
                "a?c          | abc            | true",
                "a?c          | a/c            | false",
                "a?c          | ac             | false",
                "a?c          | a𝄞c            | true",
                "**           | a/b/c          | true",
                "**/*.md      | a.md           | true",
                "**/*.md      | x/y/a.md       | true",
                "**/a         | ba             | false",
                "a/**         | a/b/c          | true",
                "a/**         | a              | false",
                "a/**/b       | a/b            | true",
                "a/**/b       | a/x/y/b        | true",
                "a/**/b       | a/xb           | false",
                "**/a/**      | x/a/y          | true",
                "[a-c]        | b              | true",
                "[a-c]        | d              | false",
                "[^a-c]       | d              | true",
                "[^a-c]       | b              | false",
                "x[^a]y       | x/y            | false",
                "[!a]         | !              | true",
                "[a\\]]       | ]              | true",
                "[\\-a]       | -              | true",
                "\\*          | *              | true",
                "\\*          | a              | false",
                "a\\?         | a?             | true",
                "a+(b)$.^{2}  | a+(b)$.^{2}    | true",
                "a+(b)$.^*    | a+(b)$.^{2}    | true",
            })
    void matches(String glob, String path, boolean expected) {
        assertThat(Glob.parse(glob).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/main/a.txt | src        | true",
                "src/main/a.txt | src/main   | true",
                "src/main/a.txt | src/test   | false",
                "src/main/a.txt | lib        | false",
                "src            | src        | false",
                "*              | a          | false",
                "*/x            | a          | true",
                "**/x           | a/b/c      | true",
                "src/**         | lib        | false",
                "src/**         | src/a/b    | true",
                "s*c/*.txt      | src        | true",
                "s*c/*.txt      | sac/x      | false",
            })
    void mayMatchBelow(String glob, String folder, boolean expected) {
        assertThat(Glob.parse(glob).mayMatchBelow(folder)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "**/../x", "/../x"})
    void parse_whenLeadingOut_isRefusedByName(String text) {
        assertThatThrownBy(() -> Glob.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`" + text + "` leads out of its folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "[]", "[^]", "[b-a]", "[a-]", "[-a]", "a\\", "[a/b]"})
    void parse_whenMalformed_isRefusedByName(String text) {
        assertThatThrownBy(() -> Glob.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("malformed pattern `" + text + "`");
    }

    @Test
    void isLiteral() {
        assertThat(Glob.parse("a/b").isLiteral()).isTrue();
        assertThat(Glob.parse("a\\*b").isLiteral()).isTrue();
        assertThat(Glob.parse("a*").isLiteral()).isFalse();
        assertThat(Glob.parse("a?").isLiteral()).isFalse();
        assertThat(Glob.parse("[a]").isLiteral()).isFalse();
    }

    @Test
    void root_matchesOnlyTheFolderItself() {
        Glob root = Glob.parse("./");

        assertThat(root.isRoot()).isTrue();
        assertThat(root.matches("")).isTrue();
        assertThat(root.matches("a")).isFalse();
    }
}
