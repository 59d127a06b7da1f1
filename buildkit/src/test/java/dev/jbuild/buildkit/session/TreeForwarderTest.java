package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class TreeForwarderTest {

    private static final int SETUID = 1 << 23;

    private final List<String> taken = new ArrayList<>();
    private TreeForwarder forwarder;

    @BeforeEach
    void makeForwarder() {
        forwarder = new TreeForwarder(new Notes());
    }

    private final class Notes implements FileTarget {

        @Override
        public boolean wants(String path) {
            return !path.startsWith("unwanted");
        }

        @Override
        public void folder(String path, int mode) {
            taken.add("folder " + path + " " + Integer.toOctalString(mode));
        }

        @Override
        public void link(String path, String target) {
            taken.add("link " + path + " " + target);
        }

        @Override
        public void alias(String path, String other) {
            taken.add("alias " + path + " " + other);
        }

        @Override
        public void special(String path, String kind) throws IOException {
            taken.add("special " + path + ": " + kind);
            if (path.endsWith("refused")) {
                throw new IOException("refused " + kind);
            }
        }

        @Override
        public Content file(String path, int mode, long size) {
            taken.add("file " + path + " " + Integer.toOctalString(mode) + " " + size);
            return new Content() {
                @Override
                public void append(ByteBuffer data) {
                    taken.add(path + " + " + StandardCharsets.UTF_8.decode(data));
                }

                @Override
                public void complete() {
                    taken.add(path + " complete");
                }
            };
        }

        @Override
        public void finish() {
            taken.add("finish");
        }

        @Override
        public void close() {
            taken.add("close");
        }
    }

    private static Stat.Builder entry(String path, int mode) {
        return Stat.newBuilder().setPath(path).setMode(mode);
    }

    private static Stat folder(String path) {
        return entry(path, UnixStat.DIRECTORY | 0755).build();
    }

    private static Stat file(String path, long size) {
        return entry(path, 0644).setSize(size).build();
    }

    private static Stat link(String path, String target) {
        return entry(path, UnixStat.SYMLINK | 0777).setLinkname(target).build();
    }

    private static Stat hardLink(String path, String other) {
        return entry(path, 0644).setLinkname(other).build();
    }

    @Test
    void entries_areHandedOn() throws IOException {
        assertThat(forwarder.create(0, folder("d"))).isFalse();
        assertThat(forwarder.create(1, entry("d/f", SETUID | 0755).setSize(2).build())).isTrue();
        assertThat(forwarder.create(2, hardLink("d/h", "d/f"))).isFalse();
        assertThat(forwarder.create(3, link("d/l", "/etc/passwd"))).isFalse();
        assertThat(forwarder.create(4, entry("device", 1 << 26).build())).isFalse();
        assertThat(forwarder.create(5, entry("pipe", 1 << 25 | 0644).build())).isFalse();
        forwarder.append(1, ByteString.copyFromUtf8("a"));
        forwarder.append(1, ByteString.copyFromUtf8("b"));
        forwarder.complete(1);
        forwarder.finish();
        forwarder.close();

        assertThat(taken)
                .containsExactly(
                        "folder d 755",
                        "file d/f 755 2",
                        "alias d/h d/f",
                        "link d/l /etc/passwd",
                        "special device: a device",
                        "special pipe: a named pipe",
                        "d/f + a",
                        "d/f + b",
                        "d/f complete",
                        "finish",
                        "close");
    }

    @Test
    void entriesThatAreNotWanted_areNeitherToldNorAskedFor() throws IOException {
        assertThat(forwarder.create(0, file("unwanted", 2))).isFalse();
        assertThat(forwarder.create(1, folder("unwanted.d"))).isFalse();
        assertThat(forwarder.create(2, file("unwanted.d/f", 2))).isFalse();
        assertThat(forwarder.create(3, entry("unwanted.pipe", 1 << 25).build())).isFalse();
        assertThat(forwarder.create(4, file("f", 2))).isTrue();
        assertThat(taken).containsExactly("file f 644 2");

        assertThatThrownBy(() -> forwarder.create(5, hardLink("h", "unwanted")))
                .hasMessageContaining("refused hard link");
        assertThatThrownBy(() -> forwarder.create(6, file("unwanted/../../f", 2)))
                .hasMessageContaining("refused path");
    }

    @Test
    void device_whenTheTargetRefusesIt_isRefused() {
        assertThatThrownBy(() -> forwarder.create(0, entry("refused", 1 << 26).build()))
                .hasMessage("refused a device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "../a", "d/../a", "d//a", "d/./a", "missing/a", "l/a", "f/a"})
    void pathThatCouldLeadOut_orIsInNoFolder_isRefused(String path) throws IOException {
        forwarder.create(0, folder("d"));
        forwarder.create(1, link("l", "/etc"));
        forwarder.create(2, file("f", 0));

        assertThatThrownBy(() -> forwarder.create(3, file(path, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused path");
    }

    @Test
    void nonsense_isRefused() throws IOException {
        forwarder.create(0, file("f", 2));

        assertThatThrownBy(() -> forwarder.create(1, link("f", "x")))
                .hasMessageContaining("sent twice");
        assertThatThrownBy(() -> forwarder.create(1, file("z\0", 0)))
                .hasMessageContaining("refused path");
        assertThatThrownBy(() -> forwarder.create(1, link("empty", "")))
                .hasMessageContaining("refused link");
        assertThatThrownBy(() -> forwarder.create(1, link("zero", "a\0b")))
                .hasMessageContaining("refused link");
        assertThatThrownBy(() -> forwarder.create(1, hardLink("h", "../outside")))
                .hasMessageContaining("refused hard link");
        assertThatThrownBy(() -> forwarder.create(1, file("negative", -1)))
                .hasMessageContaining("size of -1");
        assertThatThrownBy(() -> forwarder.append(7, ByteString.copyFromUtf8("x")))
                .hasMessageContaining("not asked for");
        assertThatThrownBy(() -> forwarder.complete(0)).hasMessageContaining("less than the 2");
        assertThatThrownBy(() -> forwarder.append(0, ByteString.copyFromUtf8("abc")))
                .hasMessageContaining("more than the 2");
    }
}
