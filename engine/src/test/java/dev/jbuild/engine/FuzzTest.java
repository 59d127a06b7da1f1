package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.artifact.ArtifactStore;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.RandomProject;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/**
 * Changes small projects at random and compares what the cache makes of each change with a build
 * from nothing.
 *
 * <p>{@code -Djbuild.fuzz.rounds=500} for more of it, {@code -Djbuild.seed=…} to repeat one.
 */
@Tag("engine")
@Timeout(7200)
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("jbuild.fuzz.rounds", 12);

    @TempDir Path temp;

    @Test
    void build_afterAnyChange_isThatFromNothing() throws Exception {
        long seed = Long.getLong("jbuild.seed", System.nanoTime());
        System.out.println("FuzzTest: -Djbuild.seed=" + seed);
        RandomProject project = new RandomProject(new Random(seed), temp.resolve("cached/project"));
        BuildChecker cached = new BuildChecker(temp.resolve("cached"));
        project.start();
        for (int round = 0; round < ROUNDS; round++) {
            String change = project.change();
            assertThat(cached.build(project.project("")).report().succeeded()).isTrue();

            // Other steps, so that the engine does not have them either.
            Path fresh = temp.resolve("fresh" + round);
            BuildChecker nothing = new BuildChecker(fresh);
            project.copyTo(fresh.resolve("project"));
            nothing.build(project.project("; : " + seed + "." + round));

            assertThat(digest(cached.path("build")))
                    .as("seed %s, round %s: %s", seed, round, change)
                    .isEqualTo(digest(nothing.path("build")));
        }
    }

    /** Of names, kinds, modes and contents. */
    private Digest digest(Path folder) throws Exception {
        DiskCache cache = DiskCache.open(temp.resolve("compared"), damage -> {});
        FileDigests digests = FileDigests.open(cache.stateFile("index"), InstantSource.system());
        assertThat(Files.isDirectory(folder)).isTrue();
        return new ArtifactStore(cache.blobs(), digests).ingest(folder).digest();
    }
}
