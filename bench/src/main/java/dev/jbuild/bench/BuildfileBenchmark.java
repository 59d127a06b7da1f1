package dev.jbuild.bench;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.BuildException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to compile and evaluate the build file of {@code examples/shop} in a JVM
 * that has done it often before?
 *
 * <p>What a command pays is more: its JVM is cold. {@code bench/compare} measures that.
 *
 * <p>{@code bench/run BuildfileBenchmark}
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BuildfileBenchmark {
    private final LoadRequest request =
            new LoadRequest(
                    checkout().resolve("examples/shop"),
                    List.of("+all"),
                    List.of(),
                    Samples.PLATFORM,
                    new TreeMap<>(),
                    Map.of());

    @Benchmark
    public Project load() throws BuildException {
        return Buildfiles.load(request);
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("examples/shop"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run it in a checkout of jbuild");
            }
            folder = parent;
        }
        return folder;
    }
}
