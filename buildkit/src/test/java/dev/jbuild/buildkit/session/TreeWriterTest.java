package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a malicious or broken daemon may try. */
class TreeWriterTest {

    @TempDir Path dir;
    private Path root;
    private TreeWriter writer;

    @BeforeEach
    void make() throws IOException {
        root = dir.resolve("root");
        writer = new TreeWriter(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "..", "../up", "a/../../up", "a//b", "./a", "a/."})
    void entry_whenItsNameLeadsOut_isRefused(String path) {
        assertThatThrownBy(() -> writer.create(0, file(path))).isInstanceOf(IOException.class);
    }

    @Test
    void entry_whenItsParentIsALink_isRefused() throws Exception {
        writer.create(0, link("out", dir.toString()));

        assertThatThrownBy(() -> writer.create(1, file("out/planted")))
                .isInstanceOf(IOException.class);
        assertThat(dir.resolve("planted")).doesNotExist();
    }

    @Test
    void file_whenALinkIsInItsPlace_replacesTheLink() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside"), "untouched");
        Files.createSymbolicLink(root.resolve("f"), outside);

        writer.create(0, file("f"));
        writer.append(0, ByteString.copyFromUtf8("new"));
        writer.complete(0);

        assertThat(outside).hasContent("untouched");
        assertThat(root.resolve("f")).hasContent("new").isRegularFile();
    }

    @Test
    void hardLink_whenItsTargetIsOutsideOrALink_isRefused() throws Exception {
        Files.writeString(dir.resolve("outside"), "secret");
        writer.create(0, link("l", "../outside"));

        assertThatThrownBy(() -> writer.create(1, hard("h", "../outside")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.create(1, hard("h", "l"))).isInstanceOf(IOException.class);
    }

    @Test
    void content_whenNotAskedFor_isRefused() {
        assertThatThrownBy(() -> writer.append(7, ByteString.copyFromUtf8("x")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void setuid_whenSent_isLeftOut() throws Exception {
        writer.create(0, Stat.newBuilder().setPath("su").setMode(0755 | 1 << 23).build());
        writer.complete(0);

        assertThat((Integer) Files.getAttribute(root.resolve("su"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    private static Stat file(String path) {
        return Stat.newBuilder().setPath(path).setMode(0644).build();
    }

    private static Stat link(String path, String target) {
        return Stat.newBuilder()
                .setPath(path)
                .setMode(0777 | UnixStat.SYMLINK)
                .setLinkname(target)
                .build();
    }

    private static Stat hard(String path, String target) {
        return Stat.newBuilder().setPath(path).setMode(0644).setLinkname(target).build();
    }
}
