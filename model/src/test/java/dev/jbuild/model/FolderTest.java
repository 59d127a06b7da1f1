package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
    @ParameterizedTest
    @CsvSource({
        "github.com/org/repo, https://github.com/org/repo.git, HEAD, '', github.com/org/repo",
        "github.com/org/repo.git, https://github.com/org/repo.git, HEAD, '', github.com/org/repo",
        "github.com/org/repo:v1, https://github.com/org/repo.git, v1, '', github.com/org/repo:v1",
        "github.com/o/r/a/b:f/x, https://github.com/o/r.git, f/x, a/b, github.com/o/r/a/b:f/x",
        "gitlab.com/g/s/p.git/a, https://gitlab.com/g/s/p.git, HEAD, a,"
                + " https://gitlab.com/g/s/p.git/a",
        "gitlab.com/g/s/p//a, https://gitlab.com/g/s/p.git, HEAD, a, https://gitlab.com/g/s/p.git/a",
        "https://h:8/r.git/a:v1, https://h:8/r.git, v1, a, https://h:8/r.git/a:v1",
        "https://h/p/r:v1, https://h/p/r, v1, '', https://h/p/r:v1",
        "https://h/p/r//a/../b:v1, https://h/p/r, v1, b, https://h/p/r//b:v1",
        "ssh://git@h:22/r.git:v1, ssh://git@h:22/r.git, v1, '', ssh://git@h:22/r.git:v1",
        "git@h:o/r.git/a:v1, git@h:o/r.git, v1, a, git@h:o/r.git/a:v1",
        "git@h:o/r, git@h:o/r, HEAD, '', git@h:o/r",
        "file:///p/r.git/a:v1, file:///p/r.git, v1, a, file:///p/r.git/a:v1",
        "file:///p/r, file:///p/r, HEAD, '', file:///p/r",
    })
    void resolve_understandsAddresses(
            String text, String url, String ref, String path, String shown) {
        Folder folder = Folder.of("here").resolve(text);

        assertThat(folder.repository()).contains(new GitRef(url, ref));
        assertThat(folder.path()).isEqualTo(path);
        assertThat(folder).hasToString(shown);
        assertThat(Folder.of("").resolve(folder.toString())).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    github.com/org             | does not name a repository
                    github.com/o/r/../x        | leads out of the repository
                    github.com/o/r:a..b        | not the name of a branch, tag or commit
                    github.com/o/r:            | not the name of a branch, tag or commit
                    https://ada:secret@h/r.git | an address has no password in it
                    https://h/a b              | not the address of a repository
                    """)
    void resolve_whenAddressIsNotRight_isRefused(String text, String problem) {
        assertThatThrownBy(() -> Folder.of("").resolve(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void resolve_inARepository_staysThere() {
        Folder web = Folder.of("").resolve("github.com/org/repo/web:v1");

        assertThat(web.resolve("../api")).hasToString("github.com/org/repo/api:v1");
        assertThat(web.resolve("./")).isEqualTo(web);
        assertThat(web.resolve("https://h/r.git")).hasToString("https://h/r.git");
        assertThatThrownBy(() -> web.resolve("../../x"))
                .hasMessage("`../../x` leads out of the repository");
        assertThatThrownBy(() -> web.resolve("file:///home/ada"))
                .hasMessageContaining("is on this machine");
    }

    @Test
    void file_hasItsRepositoryInFront() {
        Folder web = Folder.of("").resolve("github.com/org/repo/web:v1");

        assertThat(web.file("a")).isEqualTo("github.com/org/repo:v1/web/a");
        assertThat(web.resolve("..").file("")).isEqualTo("github.com/org/repo:v1");
        assertThat(Folder.of("web").file("a")).isEqualTo("web/a");
        assertThat(Folder.of("").file("a")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "./web",
                "..",
                "web",
                "ftp://h/r",
                "example.org/a/b",
                "c@v",
                "a:b",
                "git"
            })
    void isAddress_whenAnythingElse_isFalse(String text) {
        assertThat(Folder.isAddress(text)).isFalse();
    }
}
