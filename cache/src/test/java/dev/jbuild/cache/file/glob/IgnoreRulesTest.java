package dev.jbuild.cache.file.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

/** The examples of Docker's documentation of {@code .dockerignore}, and their neighbours. */
class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // "# comment", "*/temp*", "*/*/temp*", "temp?"
                "*/temp*              | somedir/temporary.txt     | true",
                "*/temp*              | somedir/temp              | true",
                "*/temp*              | temporary.txt             | false",
                "*/*/temp*            | somedir/subdir/temporary  | true",
                "*/*/temp*            | somedir/temporary         | false",
                "temp?                | tempa                     | true",
                "temp?                | temp                      | false",
                "**/*.go              | a.go                      | true",
                "**/*.go              | x/y/a.go                  | true",
                "/foo/bar             | foo/bar                   | true",
                "foo/bar/             | foo/bar                   | true",
                "foo/bar              | foo/bar/baz               | true",
                "foo                  | x/foo                     | false",
                // exceptions: the last line that matches decides
                "*.md;!README.md      | README.md                 | false",
                "*.md;!README.md      | a.md                      | true",
                "*.md;!README*.md;README-secret.md | README-x.md      | false",
                "*.md;!README*.md;README-secret.md | README-secret.md | true",
                "*.md;README-secret.md;!README*.md | README-secret.md | false",
                // an exception for a parent covers what lies below
                "*;!src               | src/a/b                   | false",
                "*;!src               | lib/a                     | true",
                "*;!src;src/a         | src/a/b                   | true",
                "*;!src/**/*.java     | src/x/A.java              | false",
                "*;!src/**/*.java     | src/x/A.txt               | true",
                "a;!a/b               | a/b/c                     | false",
                "a;!a/b               | a/c                       | true",
                // preprocessing
                "'  a  '              | a                         | true",
                "'! a;a'              | a                         | true",
                "'a;!  a'             | a                         | false",
                "'#a'                 | #a                        | false",
                "\\#a                 | #a                        | true",
                ".                    | a                         | false",
                "./a/../b             | b                         | true",
                "**                   | a/b                       | true",
            })
    void ignores(String lines, String path, boolean expected) {
        IgnoreRules rules = IgnoreRules.parse(Arrays.asList(lines.split(";", -1)));

        assertThat(rules.ignores(path)).isEqualTo(expected);
    }

    @Test
    void then_laterRulesWin() {
        IgnoreRules rules =
                IgnoreRules.parse(List.of("a", "b")).then(IgnoreRules.parse(List.of("!a")));

        assertThat(rules.ignores("a")).isFalse();
        assertThat(rules.ignores("b")).isTrue();
    }

    @Test
    void mayKeepBelow_whenExceptionCannotReach_isFalse() {
        IgnoreRules rules = IgnoreRules.parse(List.of("*", "!src/main/**"));

        assertThat(rules.start().enter("lib").mayKeepBelow()).isFalse();
        assertThat(rules.start().enter("src").mayKeepBelow()).isTrue();
        assertThat(rules.start().enter("src").enter("src/test").mayKeepBelow()).isFalse();
    }

    @Test
    void parse_whenExceptionIsEmpty_isRefused() {
        assertThatThrownBy(() -> IgnoreRules.parse(List.of("!")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
