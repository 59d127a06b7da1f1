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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to compile and evaluate a build file of so many targets, each written out:
 * at first, and in a JVM that has done it three times?
 *
 * <p>{@code bench/run EvaluationBenchmark}
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@State(Scope.Benchmark)
public class EvaluationBenchmark {
    @Param({"10", "100", "1000"})
    private int targets;

    private final Path folder = Samples.newFolder("evaluation");
    private final LoadRequest request =
            new LoadRequest(
                    folder,
                    List.of("+all"),
                    List.of(),
                    Samples.PLATFORM,
                    new TreeMap<>(),
                    Map.of());

    @Setup
    public void write() throws IOException {
        StringBuilder file = new StringBuilder("jbuild '1'\n");
        file.append("String base = arg('BASE', default: 'debian:bookworm-slim')\n");
        for (int i = 0; i < targets; i++) {
            file.append(
                    """
                    target('part%1$d') {
                        doc 'Part %1$d'
                        from base
                        workdir '/work'
                        env NUMBER: '%1$d'
                        run "make part${%1$d}"
                        artifact 'out'
                    }
                    """
                            .formatted(i));
        }
        file.append("target('all') { (0..<")
                .append(targets)
                .append(").each { int i -> build \"+part${i}\" } }\n");
        Files.writeString(folder.resolve("jbuild.groovy"), file);
    }

    @TearDown
    public void remove() throws IOException {
        Samples.removeFolder(folder);
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Project cold() throws BuildException {
        return Buildfiles.load(request);
    }

    @Benchmark
    @Warmup(iterations = 3)
    @Measurement(iterations = 3)
    public Project warm() throws BuildException {
        return Buildfiles.load(request);
    }
}
