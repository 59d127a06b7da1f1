package dev.jbuild.engine.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.FolderListing;
import dev.jbuild.engine.testing.SmallDisk;
import dev.jbuild.engine.testing.Tar;

import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Archives that mean harm.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
class ArchivedFilesTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));

    @TempDir Path temp;
    private Path outside;

    @BeforeEach
    void makeOutside() throws IOException {
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "untouched");
    }

    @Test
    void folder_whenALinkIsInItsPlace_leavesWhatTheLinkLeadsTo() throws Exception {
        Map<String, String> before = FolderListing.of(outside);
        byte[] archive =
                new Tar()
                        .link("d", outside.toString())
                        .extended("d", TarConstants.LF_DIR, 0777)
                        .toByteArray();

        assertThatThrownBy(() -> unpack(archive, "one"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("through a link");
        assertThat(FolderListing.of(outside)).isEqualTo(before);
    }

    @Test
    void headers_whenTheyHaveNoEnd_areRefused() throws Exception {
        byte[] small =
                new Tar().remarked("a", 1000).remarked("b", 600_000).file("c", "c").toByteArray();
        byte[] large = new Tar().remarked("a", 2_000_000).toByteArray();

        unpack(small, "small");
        assertThat(temp.resolve("small/c")).hasContent("c");
        assertThatThrownBy(() -> unpack(large, "large"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in front of a file has no end");
    }

    @Test
    void pipesAndDevices_areLeftOut() throws Exception {
        byte[] archive =
                new Tar()
                        .extended("pipe", TarConstants.LF_FIFO, 0666)
                        .extended("chr", TarConstants.LF_CHR, 0666)
                        .extended("blk", TarConstants.LF_BLK, 0666)
                        .file("file", "content")
                        .toByteArray();

        unpack(archive, "one");

        assertThat(temp.resolve("one")).isDirectoryContaining("glob:**/file");
        assertThat(temp.resolve("one").toFile().list()).containsExactly("file");
    }

    @Test
    void fileWithHoles_isRefused() throws Exception {
        byte[] archive = new Tar().sparse("huge", Integer.MAX_VALUE).toByteArray();

        assertThatThrownBy(() -> unpack(archive, "one"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a file with holes");
    }

    @Test
    void file_whenItHasManyNames_isThereOnce() throws Exception {
        byte[] archive =
                new Tar().file("a", "content").hardLink("b", "a").hardLink("c", "b").toByteArray();

        unpack(archive, "one");

        assertThat(temp.resolve("one/c")).hasContent("content");
        assertThat(Files.isSameFile(temp.resolve("one/a"), temp.resolve("one/c"))).isTrue();
    }

    @Test
    void file_whenItIsLargerThanTheDisk_isRefusedBeforeThatIsFull() throws Exception {
        byte[] header = Tar.header("huge", 500L << 20);
        Path folder = Files.createDirectory(temp.resolve("one"));
        try (SmallDisk _ = SmallDisk.mount(folder, 100 << 10);
                InputStream endless =
                        new SequenceInputStream(new ByteArrayInputStream(header), new Zeros())) {
            assertThatThrownBy(() -> ArchivedFiles.unpack(endless, folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room for more in `" + folder);
            assertThat(folder.toFile().getUsableSpace()).isPositive();
        }
    }

    /** Without end. */
    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 0);
            return length;
        }
    }

    @Test
    void archive_whateverIsInIt_staysInItsFolder() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("ArchivedFilesTest: -Djbuild.seed=" + seed);
        Random random = new Random(seed);
        Map<String, String> before = FolderListing.of(outside);
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            try {
                unpack(archive(random), "round" + round);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
            assertThat(FolderListing.of(outside)).as("round %s", round).isEqualTo(before);
        }
    }

    private byte[] archive(Random random) throws IOException {
        List<String> names =
                List.of("a", "b", "a/b", "b/a", "a/b/c", "../x", "/x", ".", "", "a/..", "x\0y");
        List<String> targets =
                List.of(outside.toString(), "../outside", "a", "../outside/file", "/", "x\0y");
        byte[] types = {
            TarConstants.LF_NORMAL,
            TarConstants.LF_DIR,
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO,
            TarConstants.LF_GNUTYPE_SPARSE
        };
        Tar tar = new Tar();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0) {
                tar.link(name, targets.get(random.nextInt(targets.size())));
            } else {
                tar.extended(name, types[random.nextInt(types.length)], random.nextInt(010000));
            }
        }
        byte[] bytes = tar.toByteArray();
        if (random.nextInt(4) == 0) {
            for (int i = random.nextInt(20); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    private void unpack(byte[] archive, String folder) throws IOException {
        ArchivedFiles.unpack(
                new ByteArrayInputStream(archive), Files.createDirectory(temp.resolve(folder)));
    }
}
