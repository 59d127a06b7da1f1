package dev.jbuild.engine.run;

import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.testing.TestProject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class PaceTest {
    @Test
    void ahead_isTheLongestPathToTheEnd() throws Exception {
        Plan plan =
                Planner.plan(
                        new TestProject()
                                .target("root", t -> t.fromScratch())
                                .target("left", t -> t.fromTarget("root"))
                                .target("right", t -> t.fromTarget("root"))
                                .target("end", t -> t.fromTarget("left").needs("right"))
                                .target("alone", t -> t.fromScratch())
                                .goals("end", "alone"));
        Pace pace =
                new Pace(
                        1,
                        Map.of(),
                        Map.of(
                                id("root"), Duration.ofSeconds(10),
                                id("left"), Duration.ofSeconds(2),
                                id("right"), Duration.ofSeconds(30),
                                id("end"), Duration.ofSeconds(5)));

        assertThat(pace.ahead(plan, plan.nodes().keySet()))
                .containsOnly(
                        Map.entry(id("root"), Duration.ofSeconds(45)),
                        Map.entry(id("left"), Duration.ofSeconds(7)),
                        Map.entry(id("right"), Duration.ofSeconds(35)),
                        Map.entry(id("end"), Duration.ofSeconds(5)),
                        Map.entry(id("alone"), Duration.ofSeconds(1)));
    }
}
