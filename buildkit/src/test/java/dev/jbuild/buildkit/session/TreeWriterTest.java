package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What a malicious or broken daemon may try. */
class TreeWriterTest {

    @TempDir Path dir;
    private Path root;
    private TreeWriter writer;

    @BeforeEach
    void make() throws IOException {
        root = dir.resolve("root");
        writer = new TreeWriter(root, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "..", "../up", "a/../../up", "a//b", "./a", "a/."})
    void entry_whenItsNameLeadsOut_isRefused(String path) {
        assertThatThrownBy(() -> writer.create(0, file(path))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, Long.MAX_VALUE})
    void files_whenTheyAreLargerThanAllowed_areRefusedBeforeTheyCome(long size) throws Exception {
        TreeWriter narrow = new TreeWriter(root, 1000);
        narrow.create(0, file("a").toBuilder().setSize(999).build());
        narrow.create(1, file("b").toBuilder().setSize(1).build());

        assertThatThrownBy(() -> narrow.create(2, file("c").toBuilder().setSize(size).build()))
                .isInstanceOf(IOException.class)
                .hasMessage("an export of more than 1000 bytes");
    }

    @Test
    void files_whenNoneOfManyComesToItsEnd_areRefused() throws Exception {
        ByteString little = ByteString.copyFromUtf8("x");
        for (int i = 0; i < 1000; i++) {
            writer.create(i, file("f" + i).toBuilder().setSize(2).build());
        }

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1000; i++) {
                                writer.append(i, little);
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("more than 256 files at the same time");
        for (int i = 0; i < 10; i++) {
            writer.append(i, little);
            writer.complete(i);
            writer.append(100 + i, little);
        }
        writer.close();
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

        writer.create(0, file("f").toBuilder().setSize(3).build());
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

    @Test
    void directory_whenALinkTakesItsPlaceLater_leavesWhatTheLinkLeadsTo() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(outside);
        writer.create(0, directory("d"));

        assertThatThrownBy(
                        () -> {
                            writer.create(1, link("d", outside.toString()));
                            writer.finish();
                        })
                .isInstanceOf(IOException.class);
        assertThat(Files.getPosixFilePermissions(outside)).isEqualTo(before);
    }

    @Test
    void file_whenALinkTakesItsPlaceLater_leavesWhatTheLinkLeadsTo() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside"), "untouched");
        FileTime before = Files.getLastModifiedTime(outside);
        writer.create(0, file("f"));

        assertThatThrownBy(
                        () -> {
                            writer.create(1, link("f", outside.toString()));
                            writer.complete(0);
                        })
                .isInstanceOf(IOException.class);
        assertThat(Files.getLastModifiedTime(outside)).isEqualTo(before);
    }

    @Test
    void directory_whenALinkThatWasThereIsInItsPlace_replacesTheLink() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Files.createSymbolicLink(root.resolve("d"), outside);

        writer.create(0, directory("d"));
        writer.create(1, file("d/f"));
        writer.complete(1);

        assertThat(outside).isEmptyDirectory();
        assertThat(root.resolve("d/f")).isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({
        "0x4000000, a device",
        "0x4200000, a device",
        "0x2000000, a named pipe",
        "0x1000000, a socket",
        "0x0080000, 'no file, folder or link'"
    })
    void deviceOrPipeOrSocket_isRefused(int mode, String kind) {
        Stat special = Stat.newBuilder().setPath("x").setMode(mode).build();

        assertThatThrownBy(() -> writer.create(0, special))
                .isInstanceOf(IOException.class)
                .hasMessage("refused `x`, which is " + kind);
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2, 4, Long.MAX_VALUE})
    void file_whenItsSizeIsALie_isRefused(long size) {
        assertThatThrownBy(
                        () -> {
                            writer.create(0, file("f").toBuilder().setSize(size).build());
                            writer.append(0, ByteString.copyFromUtf8("abc"));
                            writer.complete(0);
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("`f`");
    }

    @Test
    void name_whenItWouldPlayWithTheTerminal_isToldShortAndPlain() {
        assertThatThrownBy(() -> writer.create(0, file("../\033[2J" + "x".repeat(1_000_000))))
                .isInstanceOf(IOException.class)
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .hasSizeLessThan(400)
                                        .doesNotContain("\033"));
    }

    @Test
    void link_whenItsTargetIsNoPath_isRefusedAndWhatWasThereStays() throws Exception {
        Files.writeString(root.resolve("f"), "there");

        assertThatThrownBy(() -> writer.create(0, link("f", "a\0b")))
                .isInstanceOf(IOException.class);
        assertThat(root.resolve("f")).hasContent("there");
    }

    private static Stat directory(String path) {
        return Stat.newBuilder().setPath(path).setMode(0777 | UnixStat.DIRECTORY).build();
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
