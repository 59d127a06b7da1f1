package dev.jbuild.bench;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.key.KeyFacts;
import dev.jbuild.engine.key.NodeKeys;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.UserMistake;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long does it take to compute the keys of a plan of 1,000 nodes, when the digests of what they
 * read are known?
 *
 * <p>{@code bench/run KeyBenchmark}
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class KeyBenchmark {
    private final Plan plan = plan();

    @Benchmark
    public Map<RecipeId, ActionKey> keys() {
        KnownFacts facts = new KnownFacts();
        for (PlanNode node : plan.nodes().values()) {
            facts.keys.put(node.id(), NodeKeys.key(node.recipe(), facts));
        }
        return facts.keys;
    }

    private static Plan plan() {
        try {
            return Planner.plan(Samples.project(1000));
        } catch (UserMistake e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class KnownFacts implements KeyFacts {
        private static final Digest DIGEST = Digest.of("any".getBytes(StandardCharsets.UTF_8));

        private final Map<RecipeId, ActionKey> keys = new HashMap<>();

        @Override
        public Digest image(ImageName name, Platform platform) {
            return DIGEST;
        }

        @Override
        public String commit(GitRef at) {
            return at.ref();
        }

        @Override
        public Optional<Digest> download(String url) {
            return Optional.empty();
        }

        @Override
        public Digest files(Step.Copy copy) {
            return DIGEST;
        }

        @Override
        public ActionKey recipe(RecipeId id) {
            return Objects.requireNonNull(keys.get(id));
        }

        @Override
        public DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform) {
            throw new IllegalArgumentException("not among the samples: " + base);
        }

        @Override
        public String build() {
            return "build";
        }
    }
}
