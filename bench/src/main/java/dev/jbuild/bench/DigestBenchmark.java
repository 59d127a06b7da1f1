package dev.jbuild.bench;

import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileQuery;
import dev.jbuild.cache.file.FileWalk;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.model.Digest;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How many megabytes of files are digested in a second, when nothing is known of them, and how many
 * does one thread that does nothing else? An operation is a megabyte.
 *
 * <p>{@code bench/run DigestBenchmark}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class DigestBenchmark {
    private static final int FILES = 64;
    private static final int MEGABYTE = 1_000_000;

    private final Path folder = Samples.newFolder("jbuild-digest");
    private final FileQuery query =
            new FileQuery(folder, List.of(Glob.parse(".")), IgnoreRules.NONE);

    @Setup
    public void makeFiles() throws IOException {
        byte[] content = new byte[MEGABYTE];
        Random random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(content);
            Files.write(folder.resolve("file" + i), content);
        }
    }

    /** Files that are all new: no index, so each one is read. */
    @Benchmark
    @OperationsPerInvocation(FILES)
    public Digest files() throws IOException {
        return FileDigests.open(folder.resolve("../no-index"), InstantSource.system())
                .tree(FileWalk.select(query))
                .digest();
    }

    /** What to compare with: the same bytes, by one thread. */
    @Benchmark
    @OperationsPerInvocation(FILES)
    public Digest oneThread() throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[128 * 1024];
        for (int i = 0; i < FILES; i++) {
            try (InputStream in = Files.newInputStream(folder.resolve("file" + i))) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    sha256.update(buffer, 0, n);
                }
            }
        }
        return Digest.of(sha256);
    }

    @TearDown
    public void removeFiles() throws IOException {
        Samples.removeFolder(folder);
    }
}
