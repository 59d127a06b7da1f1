package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.engine.testing.TestProject;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlacementTest {
    private static final Site ARM = Site.at(BuilderAddress.parse("tcp://arm:1"));

    private static Placement place(String... builders) throws Exception {
        TestProject project =
                new TestProject()
                        .target("base", AMD64, t -> t.from(BASE).run("true"))
                        .target("base", ARM64, t -> t.from(BASE).run("true"))
                        .target("app", ARM64, t -> t.fromTarget("base").run("true"));
        return Placement.of(
                Planner.plan(project.goals(id("base"), id("app", ARM64))),
                Builders.parse(List.of(builders)));
    }

    @Test
    void nodes_areWhereTheirStepsRunNatively() throws Exception {
        Placement placement = place("linux/arm64=tcp://arm:1");

        assertThat(placement.of(id("base"))).isEqualTo(Site.ENGINE);
        assertThat(placement.of(id("base", ARM64))).isEqualTo(ARM);
        assertThat(placement.of(id("app", ARM64))).isEqualTo(ARM);
        assertThat(placement.isSpread()).isTrue();
        assertThat(placement.main()).isEqualTo(Site.ENGINE);
    }

    @Test
    void oneBuilder_forAllPlatforms_isOneSite() throws Exception {
        assertThat(place().isSpread()).isFalse();
        assertThat(place("linux/riscv64=tcp://arm:1").used()).containsExactly(Site.ENGINE);
        // Whoever names one builder for each platform need not have another.
        Placement both = place("linux/arm64=tcp://arm:1", "linux/amd64=tcp://arm:1");
        assertThat(both.used()).containsExactly(ARM);
        assertThat(both.main()).isEqualTo(ARM);
    }
}
