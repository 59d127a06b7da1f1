package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class TreeTest {
    private static final Digest EMPTY = Digest.of(new byte[0]);

    @Test
    void encode_isTheDocumentedText() {
        Tree tree =
                Tree.of(
                        List.of(
                                new FileEntry.Symlink("b", "../x\ty"),
                                new FileEntry.File("a/f\\1\n", 0755, 0, EMPTY),
                                new FileEntry.Folder("a", 0750)));

        assertThat(new String(tree.encode(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "jbuild-tree/1\n"
                                + "dir\t750\ta\n"
                                + "file\t755\t0\t"
                                + EMPTY.hex()
                                + "\ta/f\\\\1\\n\n"
                                + "link\tb\t../x\\ty\n");
        assertThat(Tree.decode(tree.encode())).isEqualTo(tree);
    }

    @Test
    void of_ordersByUtf8Bytes() {
        // In UTF-16 the surrogates of the clef stand before the last letter of the basic plane.
        Tree tree = Tree.of(List.of(file("𝄞"), file("\uFF5E"), file("z"), file("a.b"), file("a")));

        assertThat(tree.entries())
                .extracting(FileEntry::path)
                .containsExactly("a", "a.b", "z", "\uFF5E", "𝄞");
    }

    @Test
    void digest_whenOnlyTheModeDiffers_differs() {
        assertThat(new Tree(List.of(new FileEntry.File("a", 0644, 0, EMPTY))).digest())
                .isNotEqualTo(new Tree(List.of(new FileEntry.File("a", 0755, 0, EMPTY))).digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/.", "a\0b"})
    void entry_whenPathLeadsAstray_isRefused(String path) {
        assertThatThrownBy(() -> file(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tree_whenEntriesContradictEachOther_isRefused() {
        FileEntry link = new FileEntry.Symlink("a", "/etc");

        assertThatThrownBy(() -> new Tree(List.of(link, file("a.b"), file("a/passwd"))))
                .hasMessageContaining("below a file or link");
        assertThatThrownBy(() -> new Tree(List.of(file("b"), file("a"))))
                .hasMessageContaining("not in its place");
        assertThatThrownBy(() -> new Tree(List.of(file("a"), file("a"))))
                .hasMessageContaining("not in its place");
        assertThatThrownBy(() -> new Tree(List.of(file(""), file("a"))))
                .hasMessageContaining("not alone");
        assertThatThrownBy(() -> new Tree(List.of(new FileEntry.Folder("", 0755))))
                .hasMessageContaining("not alone");
        assertThatThrownBy(() -> new FileEntry.Folder("a", 04755))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jbuild-tree/2\n",
                "jbuild-tree/1",
                "jbuild-tree/1\ndir\t0750\ta\n",
                "jbuild-tree/1\ndir\t750\ta",
                "jbuild-tree/1\ndir\t750\ta\n\n",
                "jbuild-tree/1\ndir\t750\t../a\n",
                "jbuild-tree/1\ndir\t9\ta\n",
                "jbuild-tree/1\nlink\ta\\x\tb\n",
                "jbuild-tree/1\nlink\ta\t\n",
                "jbuild-tree/1\npipe\t644\ta\n",
            })
    void decode_whenNotCanonical_isRefused(String text) {
        assertThatThrownBy(() -> Tree.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static FileEntry file(String path) {
        return new FileEntry.File(path, 0644, 0, EMPTY);
    }
}
