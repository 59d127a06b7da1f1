package dev.jbuild.bench;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to put together a graph of 200 operations and encode it for the builder?
 *
 * <p>{@code bench/run LlbBenchmark}
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class LlbBenchmark {
    private static final Platform PLATFORM = Platform.LINUX_AMD64;
    private static final int OPERATIONS = 200;

    /** An operation is encoded when it is made, so that making them belongs to the question. */
    @Benchmark
    public List<byte[]> definition() {
        return Definition.of(graph()).encoded();
    }

    /** Chains of ten steps; each chain reads the end of the one before. */
    private static Output graph() {
        Output base =
                new ImageSource("docker.io/library/debian:bookworm-slim", PLATFORM)
                        .vertex()
                        .output();
        List<Output> steps = new ArrayList<>(List.of(base));
        for (int i = 1; i < OPERATIONS; i++) {
            boolean startsChain = i % 10 == 0;
            var step =
                    ExecOp.command(
                                    PLATFORM,
                                    startsChain ? base : steps.getLast(),
                                    List.of("/bin/sh", "-ec", "make step-" + i))
                            .cwd("/work")
                            .env("LANG", "C.UTF-8")
                            .mount(
                                    new Mount.Cache(
                                            "/root/.m2", "maven", Mount.CacheSharing.SHARED));
            if (startsChain) {
                step.mount(new Mount.Bind("/before", steps.getLast(), Mount.BindMode.READ_ONLY));
            }
            steps.add(step.root());
        }
        return steps.getLast();
    }
}
