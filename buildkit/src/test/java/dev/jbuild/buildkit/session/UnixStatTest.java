package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.wire.fsutil.Stat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

class UnixStatTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "1");
    }

    private Stat after(long seconds) throws IOException {
        return UnixStat.of("file", file, Instant.now().plusSeconds(seconds));
    }

    @Test
    void fileThatWasLeftAlone_isDescribedAsBefore() throws IOException {
        assertThat(after(3)).isEqualTo(after(4));
    }

    @Test
    void fileWhoseTimeWasSetBack_isDescribedOtherwise() throws IOException {
        Stat before = after(3);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "2");
        Files.setLastModifiedTime(file, time);

        assertThat(after(3).getModTime()).isNotEqualTo(before.getModTime());
    }

    /** It may be written again within one tick of the clock of the file system. */
    @Test
    void youngFile_isDescribedOtherwiseEachTime() throws IOException {
        assertThat(after(0).getModTime()).isNotEqualTo(after(0).getModTime());
        Stat young = after(1);
        assertThat(young.getModTime()).isNotEqualTo(after(3).getModTime());
        assertThat(TimeUnit.NANOSECONDS.toSeconds(young.getModTime()))
                .isEqualTo(Files.getLastModifiedTime(file).to(TimeUnit.SECONDS));
    }

    @Test
    void fileOfTheFuture_countsAsYoung() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(after(3).getModTime()).isNotEqualTo(after(3).getModTime());
    }
}
