package dev.jbuild.engine.run;

import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lower.StepId;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.service.NotReady;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells how nodes failed in terms of what their build files say. */
final class StepFailures {
    private final Plan plan;
    private final Watch watch;

    StepFailures(Plan plan, Watch watch) {
        this.plan = plan;
        this.watch = watch;
    }

    /** Of a node whose builder is not there. */
    static StepFailure of(PlanNode node, EnvironmentFailure builder) {
        return new StepFailure(
                node.id(),
                node.recipe().span(),
                List.of(),
                "target " + node.id().target(),
                OptionalInt.empty(),
                String.valueOf(builder.getMessage()),
                List.of(),
                Optional.of(builder.hint()),
                true);
    }

    /** Of a node with a service that did not come up. */
    static StepFailure of(PlanNode node, NotReady service) {
        return new StepFailure(
                node.id(),
                service.span(),
                List.of(),
                service.step(),
                OptionalInt.empty(),
                service.reason(),
                service.log(),
                Optional.of(service.cure()));
    }

    /** Of a node with an operation that took too long. */
    StepFailure of(PlanNode node, TimeLimits.Exceeded exceeded) {
        return of(node, Optional.of(exceeded.op()), OptionalInt.empty(), exceeded.reason())
                .withCure(exceeded.cure());
    }

    /**
     * Of a node with an operation that failed.
     *
     * @param operation unknown when the builder does not tell
     * @param said by the builder
     */
    StepFailure of(PlanNode node, Optional<OpDigest> operation, OptionalInt exitCode, String said) {
        StepTracker tracker = watch.tracker();
        Optional<StepId> step = tracker.failed(operation);
        Recipe recipe = step.map(s -> plan.node(s.recipe()).recipe()).orElse(node.recipe());
        SourceSpan span = step.map(s -> recipe.steps().get(s.index()).span()).orElse(recipe.span());
        List<String> output = new ArrayList<>(tracker.output(operation));
        output.addAll(watch.services().testimony(tracker.failedOperation(operation)));
        Optional<Diagnosis> diagnosis =
                step.flatMap(s -> Diagnosis.of(recipe.steps(), s.index(), said));
        return new StepFailure(
                recipe.id(),
                span,
                step.map(s -> recipe.callers(s.index())).orElse(List.of()),
                tracker.masked(step.map(StepId::description).orElse("a step")),
                exitCode,
                tracker.masked(diagnosis.map(Diagnosis::problem).orElse(said)),
                output,
                diagnosis.map(Diagnosis::cure));
    }
}
