package dev.jbuild.engine;

import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.RecipeId;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a build would do at this moment, and why.
 *
 * @param nodes of the plan, in its order
 * @param outputs those that would have to be delivered again though their nodes have their results
 * @param placement where nodes are solved
 */
public record Explanation(
        Plan plan,
        SequencedMap<RecipeId, Verdict> nodes,
        SequencedMap<Output, Reason> outputs,
        Placement placement) {
    public Explanation {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        outputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
    }

    /** With one builder for all nodes. */
    public Explanation(
            Plan plan,
            SequencedMap<RecipeId, Verdict> nodes,
            SequencedMap<Output, Reason> outputs) {
        this(plan, nodes, outputs, Placement.of(plan, Builders.NONE));
    }
}
