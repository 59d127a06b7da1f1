package dev.jbuild.cli.testing;

import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.BuildEvent.Delivered;
import dev.jbuild.engine.event.BuildEvent.EngineReady;
import dev.jbuild.engine.event.BuildEvent.NodeFinished;
import dev.jbuild.engine.event.BuildEvent.NodeStarted;
import dev.jbuild.engine.event.BuildEvent.Notice;
import dev.jbuild.engine.event.BuildEvent.Planned;
import dev.jbuild.engine.event.BuildEvent.StepFinished;
import dev.jbuild.engine.event.BuildEvent.StepOutput;
import dev.jbuild.engine.event.BuildEvent.StepStarted;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.Effort;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The shop of the design, as its build went once well and once wrong. */
public final class RecordedBuild {
    public static final Platform AMD64 = Platform.parse("linux/amd64");
    public static final Platform ARM64 = Platform.parse("linux/arm64");

    public static final RecipeId DEPS = node("deps");
    public static final RecipeId COMPILE = node("compile");
    public static final RecipeId ASSETS = node("assets");
    public static final RecipeId RUNTIME =
            new RecipeId(new TargetRef("", "runtime"), ARM64, new TreeMap<>(Map.of("TAG", "1.2")));

    public static final Digest DIGEST = Digest.of("shop".getBytes(StandardCharsets.UTF_8));

    public static final Delivery STATIC = new Delivery.Files("build/static", 12, 3, 1);
    public static final Delivery STATIC_AGAIN = new Delivery.Files("build/static", 12, 0, 0);
    public static final Delivery LOADED =
            new Delivery.Loaded(ImageName.parse("shop:dev"), List.of(AMD64), DIGEST, false);
    public static final Delivery PUSHED =
            new Delivery.Pushed(
                    ImageName.parse("localhost:5000/shop:dev"),
                    List.of(AMD64, ARM64),
                    DIGEST,
                    false);

    public static final StepFailure FAILURE =
            new StepFailure(
                    COMPILE,
                    new SourceSpan("jbuild.groovy", 14, 5, 8),
                    List.of(new SourceSpan("jbuild.groovy", 31, 1, 20)),
                    "run 'mix compile --warnings-as-errors'",
                    OptionalInt.of(1),
                    "process did not complete successfully",
                    List.of(
                            "Compiling 12 files (.ex)",
                            "\033[31merror:\033[0m undefined variable"));

    private RecordedBuild() {}

    private static RecipeId node(String name) {
        return new RecipeId(new TargetRef("", name), AMD64);
    }

    /** The start that both endings share: one target reused, two at work. */
    public static List<BuildEvent> beginning() {
        return List.of(
                new Planned(List.of(DEPS, ASSETS, COMPILE, RUNTIME)),
                new NodeFinished(DEPS, new NodeOutcome.Reused(Duration.ofMillis(31_500))),
                new EngineReady("Docker 28.5.2 at unix:///run/docker.sock"),
                new Notice("linux/arm64 is emulated here, which is slow"),
                new NodeStarted(ASSETS, "`assets/app.js` changed"),
                new StepStarted(ASSETS, 1, "copy assets into ./"),
                new StepFinished(ASSETS, 1, "copy assets into ./", Duration.ofMillis(40), false),
                new StepStarted(ASSETS, 2, "run npm ci\nnpm run build"),
                new NodeStarted(COMPILE, "no result for these inputs"),
                new StepStarted(COMPILE, 2, "run mix compile --warnings-as-errors"),
                new StepOutput(ASSETS, 2, "10 %\r50 %\r\033[32m100 %\033[0m"),
                new StepOutput(COMPILE, 2, "Compiling 12 files (.ex)"));
    }

    public static List<BuildEvent> goodEnd() {
        return List.of(
                new StepFinished(
                        ASSETS, 2, "run npm ci\nnpm run build", Duration.ofMillis(8_240), false),
                new NodeFinished(ASSETS, built(8_400, 2)),
                new Delivered(ASSETS, STATIC),
                new StepFinished(
                        COMPILE, 2, "run mix compile --warnings-as-errors", Duration.ZERO, true),
                new NodeFinished(COMPILE, built(65_000, 0)),
                new NodeFinished(RUNTIME, built(1_000, 1)),
                new Delivered(RUNTIME, LOADED),
                new Delivered(RUNTIME, PUSHED));
    }

    public static List<BuildEvent> badEnd() {
        return List.of(
                new StepOutput(COMPILE, 2, "error: undefined variable"),
                new NodeFinished(COMPILE, new NodeOutcome.Failed(FAILURE)),
                new NodeFinished(RUNTIME, new NodeOutcome.Skipped(COMPILE)),
                new NodeFinished(ASSETS, built(8_400, 2)));
    }

    public static BuildReport good() {
        return report(
                List.of(STATIC, LOADED, PUSHED),
                new NodeOutcome.Reused(Duration.ofMillis(31_500)),
                built(8_400, 2),
                built(65_000, 0),
                built(1_000, 1));
    }

    public static BuildReport bad() {
        return report(
                List.of(),
                new NodeOutcome.Reused(Duration.ofMillis(31_500)),
                built(8_400, 2),
                new NodeOutcome.Failed(FAILURE),
                new NodeOutcome.Skipped(COMPILE));
    }

    public static BuildReport upToDate(List<Delivery> deliveries) {
        NodeOutcome reused = new NodeOutcome.Reused(Duration.ofMillis(31_500));
        return report(deliveries, reused, reused, reused, reused);
    }

    private static NodeOutcome built(long millis, int stepsRun) {
        return new NodeOutcome.Built(
                new Effort(Duration.ofMillis(millis), Duration.ofMillis(millis)), stepsRun);
    }

    private static BuildReport report(List<Delivery> deliveries, NodeOutcome... outcomes) {
        SequencedMap<RecipeId, NodeOutcome> nodes = new LinkedHashMap<>();
        List<RecipeId> order = List.of(DEPS, ASSETS, COMPILE, RUNTIME);
        for (int i = 0; i < outcomes.length; i++) {
            nodes.put(order.get(i), outcomes[i]);
        }
        return new BuildReport(nodes, deliveries, Duration.ofMillis(74_321));
    }
}
