package dev.jbuild.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.Tar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Archives of images that no engine writes, unless it means harm.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
@Timeout(3600)
class HostileArchiveTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String CONFIG = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";

    @TempDir Path temp;

    @Test
    void image_whenAllIsWell_isRead() throws Exception {
        assertThat(images(image(new Tar().file("a/b", "12345").toByteArray())))
                .singleElement()
                .satisfies(
                        image ->
                                assertThat(image.folders())
                                        .containsExactly(new ImageContents.Folder("/a", 5)));
    }

    @Test
    void index_whenItLeadsToItself_isRefused() throws Exception {
        String self = "{\"manifests\":[{\"digest\":\"sha256:" + HEX + "\"}]}";

        assertRefused(new Tar().file("index.json", self).file("blobs/sha256/" + HEX, self), "end");
    }

    @Test
    void layers_whenThereAreTooMany_areRefused() throws Exception {
        String layer = "\"layer.tar\",".repeat(1001);
        String manifest =
                "[{\"Config\":\"c\",\"Layers\":[" + layer.substring(0, layer.length() - 1) + "]}]";

        assertRefused(
                new Tar()
                        .file("manifest.json", manifest)
                        .file("c", CONFIG)
                        .file("layer.tar", new Tar().toByteArray()),
                "1000 layers");
    }

    @Test
    void layer_whenItUnpacksWithoutEnd_isRefused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        byte[] head = new Tar().file("zeros", new byte[0]).toByteArray();
        // Says that its file has 16 GB.
        byte[] size = "200000000000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, head, 124, size.length);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xff;
        }
        byte[] check = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(check, 0, head, 148, check.length);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(head, 0, 512);
            for (int i = 0; i < 1600; i++) {
                out.write(zeros);
            }
        }

        assertThatThrownBy(() -> images(image(packed.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end when it is unpacked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"os\":\"linux\"}",
                "{\"os\":\"../..\",\"architecture\":\"a/b/c/d\"}",
                "7",
                "nonsense",
                "[]"
            })
    void config_whenItIsNone_isRefused(String config) throws Exception {
        assertRefused(
                new Tar()
                        .file("manifest.json", "[{\"Config\":\"c\",\"Layers\":[]}]")
                        .file("c", config),
                "");
    }

    @Test
    void archive_whateverIsInIt_isReadOrRefused() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("HostileArchiveTest: -Djbuild.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = Files.readAllBytes(image(new Tar().file("a/b", "12345").toByteArray()));
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(30); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                images(Files.write(temp.resolve("garbled.tar"), bytes));
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    private Path image(byte[] layer) throws IOException {
        return Files.write(
                temp.resolve("image.tar"),
                new Tar()
                        .file("manifest.json", "[{\"Config\":\"c\",\"Layers\":[\"layer.tar\"]}]")
                        .file("c", CONFIG)
                        .file("layer.tar", layer)
                        .toByteArray());
    }

    private void assertRefused(Tar archive, String why) throws IOException {
        Path file = Files.write(temp.resolve("image.tar"), archive.toByteArray());
        assertThatThrownBy(() -> images(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static List<ImageContents> images(Path file) throws IOException {
        try (ImageArchive archive = ImageArchive.open(file)) {
            return archive.images(true);
        }
    }
}
