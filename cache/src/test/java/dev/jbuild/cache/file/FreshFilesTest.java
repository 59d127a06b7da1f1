package dev.jbuild.cache.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;

class FreshFilesTest {
    @TempDir Path temp;
    private Path file;
    private FileTime time;
    private FileDigests digests;
    private FreshFiles fresh;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(Files.createDirectory(temp.resolve("folder")).resolve("f"), "old");
        time = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, time);
        digests = FileDigests.open(temp.resolve("index"), InstantSource.system());
        fresh = new FreshFiles(digests);
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void settle_ofAFileThatWasLeftAlone_makesItKnown() throws IOException {
        fresh.add(file, time, digest("old"));
        assertThat(digests.trusts(file, FileStat.of(file).orElseThrow(), digest("old"))).isFalse();

        fresh.settle();

        assertThat(digests.trusts(file, FileStat.of(file).orElseThrow(), digest("old"))).isTrue();
        digests.save();
        FileDigests later = FileDigests.open(temp.resolve("index"), InstantSource.system());
        assertThat(later.digest(file)).isEqualTo(digest("old"));
        assertThat(later.stats()).isEqualTo(new FileDigests.Stats(1, 0, 0));
    }

    @Test
    void settle_ofAFileThatSomebodyWroteBeforeTheLook_teachesNothing() throws IOException {
        Files.writeString(file, "new");
        fresh.add(file, time, digest("old"));
        fresh.settle();

        assertThat(digests.digest(file)).isEqualTo(digest("new"));
    }

    @Test
    void settle_ofAFileThatSomebodyWroteAfterTheLook_isNoDanger() throws IOException {
        fresh.add(file, time, digest("old"));
        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, time);
        fresh.settle();

        assertThat(digests.digest(file)).isEqualTo(digest("new"));
    }

    @Test
    void settle_ofAFileThatSomebodyWritesAfterwards_isNoDanger() throws IOException {
        fresh.add(file, time, digest("old"));
        fresh.settle();
        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, time);

        assertThat(digests.digest(file)).isEqualTo(digest("new"));
    }

    @Test
    void settle_whenTheFolderHasBecomeALink_teachesNothing_andTouchesNothing() throws IOException {
        fresh.add(file, time, digest("old"));
        Path moved = Files.move(file.getParent(), temp.resolve("moved"));
        Files.createSymbolicLink(temp.resolve("folder"), moved);
        FileStat before = FileStat.of(moved).orElseThrow();

        fresh.settle();

        assertThat(FileStat.of(moved)).contains(before);
        assertThat(digests.trusts(file, FileStat.of(file).orElseThrow(), digest("old"))).isFalse();
    }
}
