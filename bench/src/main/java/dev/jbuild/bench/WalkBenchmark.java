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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to see that none of 10,000 files has changed: load the index, select them,
 * and compute the digest of them all?
 *
 * <p>{@code bench/run WalkBenchmark}
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class WalkBenchmark {
    private static final int FOLDERS = 100;
    private static final int FILES_PER_FOLDER = 100;

    // Ahead of time: digests of files as young as these are not remembered otherwise.
    private final InstantSource clock =
            InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));
    private final Path folder = Samples.newFolder("jbuild-walk");
    private final Path index = folder.resolve("index");
    private final FileQuery query =
            new FileQuery(
                    folder, List.of(Glob.parse("src")), IgnoreRules.parse(List.of("*.class")));

    @Setup
    public void makeFilesAndIndex() throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            Path sources = Files.createDirectories(folder.resolve("src/module" + i + "/main"));
            for (int j = 0; j < FILES_PER_FOLDER; j++) {
                Files.writeString(
                        sources.resolve("Source" + j + ".java"), "class Source" + j + " {}");
            }
        }
        FileDigests digests = FileDigests.open(index, clock);
        digests.tree(FileWalk.select(query));
        digests.save();
    }

    @Benchmark
    public Digest digest() throws IOException {
        return FileDigests.open(index, clock).tree(FileWalk.select(query)).digest();
    }

    /** What to compare with: each file is looked at, by one thread, and nothing else is done. */
    @Benchmark
    public long statOnly() throws IOException {
        long sum = 0;
        for (int i = 0; i < FOLDERS; i++) {
            Path sources = folder.resolve("src/module" + i + "/main");
            try (DirectoryStream<Path> files = Files.newDirectoryStream(sources)) {
                for (Path file : files) {
                    sum +=
                            Files.readAttributes(
                                            file,
                                            BasicFileAttributes.class,
                                            LinkOption.NOFOLLOW_LINKS)
                                    .size();
                }
            }
        }
        return sum;
    }

    @TearDown
    public void removeFiles() throws IOException {
        Samples.removeFolder(folder);
    }
}
