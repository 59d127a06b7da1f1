package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cli.testing.Golden;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.Placement;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.RecipeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What is told about targets before anything is built. */
class PlanTextTest {
    private static final Reason FILE = new Reason(Reason.Kind.FILE, "`a.c` has another content");

    private static final String SHOP =
            """
                jbuild '1'

                target('assets') {
                    platform 'native'
                    from 'node:22'
                    run 'npm run build'
                    artifact 'dist', as: 'build/static'
                    cdn 'dist', to: 'file:build/cdn'
                }

                target('tool') {
                    platform 'native', per: 'target'
                    from 'golang:1.24'
                    run 'go build -o /tool .'
                    artifact '/tool'
                }

                target('image') {
                    from 'scratch'
                    copy '+tool/tool', '+assets/dist', into: '/'
                    image 'localhost:5000/shop:dev', push: true
                }

                target('all') {
                    build '+image', platforms: ['linux/amd64', 'linux/arm64']
                    build '+assets'
                }
                """;

    private static final Builders BUILDERS =
            Builders.parse(List.of("linux/arm64=tcp://arm.example:1234?tlsdir=/tls"));

    @TempDir Path folder;

    @Test
    void plan_nodesInOrder_andWhatIsDelivered() throws Exception {
        Golden.assertMatches(
                "plan", PlanText.of(explained(Planner.plan(Evaluated.all(folder, SHOP)))));
    }

    @Test
    void plan_withSeveralBuilders_saysWhereNodesGo() throws Exception {
        Plan plan = Planner.plan(Evaluated.all(folder, SHOP));
        Explanation there = explained(plan);
        SequencedMap<RecipeId, Site> sites = new LinkedHashMap<>();
        for (PlanNode node : plan.nodes().values()) {
            sites.put(node.id(), BUILDERS.site(node.recipe().runsOn()));
        }
        Golden.assertMatches(
                "plan-builders",
                PlanText.of(
                        new Explanation(
                                plan,
                                there.nodes(),
                                there.outputs(),
                                new Placement(BUILDERS, sites))));
    }

    @Test
    void tree_eachRecipeOnce() throws Exception {
        Golden.assertMatches("graph-text", TreeText.of(Evaluated.all(folder, SHOP)));
    }

    /** The first node is reused, and so is what it delivers; the others are new. */
    private static Explanation explained(Plan plan) {
        SequencedMap<RecipeId, Verdict> nodes = new LinkedHashMap<>();
        for (RecipeId node : plan.nodes().keySet()) {
            nodes.put(
                    node,
                    switch (nodes.size()) {
                        case 0 -> new Verdict.Reuse(Duration.ofSeconds(72), Optional.empty());
                        case 1 -> new Verdict.Reuse(Duration.ZERO, Optional.empty());
                        case 2 -> new Verdict.Solve(List.of(FILE, FILE));
                        default -> new Verdict.Leave();
                    });
        }
        return new Explanation(
                plan,
                nodes,
                new LinkedHashMap<>(
                        Map.of(
                                plan.outputs().getFirst(),
                                new Reason(
                                        Reason.Kind.OUTPUT, "`build/static/app.js` is missing"))));
    }

    @Test
    void dot_boxesAndArrows() throws Exception {
        Golden.assertMatches("graph-dot", Drawing.dot(Evaluated.all(folder, SHOP)));
    }

    @Test
    void mermaid_boxesAndArrows() throws Exception {
        Golden.assertMatches("graph-mermaid", Drawing.mermaid(Evaluated.all(folder, SHOP)));
    }

    @Test
    void drawing_namesThatMeanSomethingToTheLanguage_areEscaped() throws Exception {
        String file =
                """
                jbuild '1'
                target('x') { from 'scratch'; arg 'V', default: '' }
                target('all') { build '+x', args: [V: '"#<b>\\\\N\\n'] }
                """;
        assertThat(Drawing.dot(Evaluated.all(folder, file)))
                .contains("  n2 [label=\"+x linux/amd64 {V=\\\"#<b>\\\\N ...\"];");
        assertThat(Drawing.mermaid(Evaluated.all(folder, file)))
                .contains("  n2[\"+x linux/amd64 {V=#quot;#35;#lt;b#gt;\\N ...\"]");
    }
}
