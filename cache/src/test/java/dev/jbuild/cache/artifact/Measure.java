package dev.jbuild.cache.artifact;

import com.sun.management.OperatingSystemMXBean;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileQuery;
import dev.jbuild.cache.file.FileWalk;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How long a project takes to walk, hash, store and deliver. No test; run it in two processes, so
 * that the second finds an index and settled files:
 *
 * <pre>
 * java -cp cache/target/classes:cache/target/test-classes:model/target/classes:caffeine.jar \
 *     dev.jbuild.cache.artifact.Measure /tmp/measure 10000
 * </pre>
 */
final class Measure {
    private static final int ROUNDS = 5;

    private Measure() {}

    /** Arguments: a folder to work in, the number of files. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path project = folder.resolve("project");
        if (!Files.exists(project)) {
            make(project, Integer.parseInt(args[1]));
        }
        DiskCache cache = timed("open the cache", () -> DiskCache.open(folder, damage -> {}));
        FileQuery all =
                new FileQuery(
                        project,
                        List.of(Glob.parse(".")),
                        IgnoreRules.parse(List.of("**/*.tmp", "node_modules", "*.log")));
        FileDigests digests =
                timed(
                        "open the index",
                        () -> FileDigests.open(cache.stateFile("files"), InstantSource.system()));
        for (int i = 0; i < ROUNDS; i++) {
            Selection selection = timed("walk", () -> FileWalk.select(all));
            Tree tree = timed("hash or look up", () -> digests.tree(selection));
            timed("digest of the tree", tree::digest);
        }
        System.out.println(digests.stats());
        timed(
                "save the index",
                () -> {
                    digests.save();
                    return "";
                });
        ArtifactStore store = new ArtifactStore(cache.blobs(), digests);
        Tree artifact = timed("ingest", () -> store.ingest(project));
        timed("ingest again", () -> store.ingest(project));
        Path target = folder.resolve("target");
        timed("restore", () -> store.restore(artifact, target, Optional.empty()));
        timed("restore again", () -> store.restore(artifact, target, Optional.of(artifact)));
    }

    private static void make(Path project, int count) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            Path file = project.resolve("pkg" + i % 40 + "/mod" + i % 1000 + "/file" + i + ".ex");
            Files.createDirectories(file.resolve("..").normalize());
            byte[] content = new byte[1000 + random.nextInt(8000)];
            random.nextBytes(content);
            Files.write(file, content);
        }
    }

    private static <T> T timed(String what, Work<T> work) throws IOException {
        // On a busy machine the processor time says more than the clock.
        OperatingSystemMXBean process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        T result = work.run();
        System.out.printf(
                "%-20s %8.1f ms  cpu %8.1f ms%n",
                what, (System.nanoTime() - start) / 1e6, (process.getProcessCpuTime() - cpu) / 1e6);
        return result;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }
}
