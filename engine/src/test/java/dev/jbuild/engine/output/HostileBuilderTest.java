package dev.jbuild.engine.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.session.ExportSink;
import dev.jbuild.buildkit.session.FileTarget;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.buildkit.session.SessionServer;
import dev.jbuild.buildkit.testing.FolderListing;
import dev.jbuild.buildkit.testing.Garbage;
import dev.jbuild.buildkit.testing.SessionCaller;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.engine.testing.SmallDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A builder that means harm sends artifacts. Nothing of them comes to be outside of the place that
 * they are written to, and a refusal is told in words of ours.
 *
 * <p>{@code -Djbuild.fuzz.seconds=600} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
class HostileBuilderTest {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("jbuild.fuzz.seconds", 5));

    private static final int DISK_MB = 100;

    private static final List<String> NAMES =
            List.of(
                    "artifact",
                    "artifact",
                    "artifact/a",
                    "artifact/a/b",
                    "artifact/there",
                    "artifact/there/file",
                    "artifactual",
                    "other");

    private static final List<Optional<String>> PATTERNS =
            List.of(Optional.empty(), Optional.of("*"), Optional.of("**/b"));

    @TempDir Path temp;

    @Test
    void artifact_whateverIsSent_staysInItsPlace() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "untouched");
        Map<String, String> before = FolderListing.of(outside);
        Garbage garbage = new Garbage(Garbage.random("hostile artifact"), NAMES, outside);
        ArtifactPlaces places = places();
        int taken = 0;
        long end = System.nanoTime() + TIME.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            ArrivingArtifact arriving = places.arriving(PATTERNS.get(round % PATTERNS.size()));
            if (isTaken(garbage, arriving) && arriving.tree().isPresent()) {
                taken++;
                write(places, arriving.tree().get(), round);
            }
            assertThat(FolderListing.of(outside)).as("round %s", round).isEqualTo(before);
        }
        assertThat(taken).isPositive();
        try (Stream<Path> all = Files.list(temp)) {
            assertThat(all)
                    .containsExactlyInAnyOrder(outside, temp.resolve("state"), temp.resolve("out"));
        }
    }

    @Test
    void artifact_whenItHasNoEnd_isRefusedBeforeTheDiskIsFull() throws Exception {
        Path state = Files.createDirectory(temp.resolve("state"));
        try (SmallDisk _ = SmallDisk.mount(state, DISK_MB << 10);
                FileTarget target = places().arriving(Optional.empty()).open()) {
            FileTarget.Content content = target.file("artifact", 0644, Long.MAX_VALUE);

            assertThatThrownBy(() -> append(content, 2 * DISK_MB))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room for more in `" + state);
            assertThat(state.toFile().getUsableSpace()).isPositive();
        }
    }

    @Test
    void artifact_whenItIsOneFileByManyNames_isRefusedBeforeTheDiskIsFull() throws Exception {
        ArtifactPlaces places = places();
        ArrivingArtifact arriving = places.arriving(Optional.empty());
        try (FileTarget target = arriving.open()) {
            target.folder("artifact", 0755);
            FileTarget.Content content = target.file("artifact/0", 0644, 20 << 20);
            append(content, 20);
            content.complete();
            for (int i = 1; i < 10; i++) {
                target.alias("artifact/" + i, "artifact/0");
            }
            target.finish();
        }
        Path out = Files.createDirectory(temp.resolve("out"));
        try (SmallDisk _ = SmallDisk.mount(out, DISK_MB << 10)) {
            assertThatThrownBy(() -> places.write(arriving.tree().get(), out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no room for more in `" + out);
            assertThat(out.toFile().getUsableSpace()).isPositive();
        }
    }

    private static void append(FileTarget.Content content, int megabytes) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < megabytes; i++) {
            content.append(ByteBuffer.wrap(zeros));
        }
    }

    private ArtifactPlaces places() throws IOException {
        DiskCache cache = DiskCache.open(temp.resolve("state"), damage -> {});
        return new ArtifactPlaces(
                temp, cache, FileDigests.open(cache.stateFile("index"), InstantSource.system()));
    }

    private static boolean isTaken(Garbage garbage, ArrivingArtifact arriving) throws Exception {
        try (SessionCaller daemon =
                SessionCaller.of(
                        connection ->
                                SessionServer.serve(
                                        connection,
                                        SessionOptions.EMPTY,
                                        List.of(new ExportSink.Files(arriving::open))))) {
            return garbage.sendBy(daemon);
        }
    }

    private void write(ArtifactPlaces places, Tree artifact, int round) throws Exception {
        places.write(artifact, temp.resolve("out").resolve("" + round));
    }
}
