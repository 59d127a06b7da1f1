package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Project;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What becomes of the other nodes when a step of one fails. */
@Tag("engine")
class KeepGoingTest {
    /** Does not end before {@code bad} has said that it is about to fail. */
    private static final String WAIT = "until [ -e /sync/failing ]; do sleep 0.1; done; ";

    private final TestProject project =
            new TestProject()
                    .target("bad", t -> with(t, "echo first; touch /sync/failing; exit 3"))
                    .target("worse", t -> with(t, WAIT + "echo second; exit 4"))
                    .target(
                            "endless",
                            t ->
                                    t.from(BASE)
                                            .run(
                                                    "sleep 1000 # " + NONCE,
                                                    new RunChange()
                                                            .timeout(Duration.ofSeconds(1))
                                                            .options()))
                    .target("good", t -> with(t, WAIT + "echo good > /good"))
                    .target("best", t -> t.fromTarget("good").run("true").artifact("/good", "out"))
                    .target("after", t -> t.fromTarget("bad").run("true"))
                    .target("last", t -> t.fromTarget("best").run("true").needs("after"));

    private static final AtomicInteger NAMES = new AtomicInteger();

    private BuildChecker checker;

    private static void with(TestRecipe target, String script) {
        target.from(BASE).cache("/sync", "keep-going-" + NONCE).run(script + " # " + NONCE);
    }

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
    }

    @Test
    void build_whenItKeepsGoing_endsAllThatDoesNotWaitForAFailure() throws Exception {
        checker.using(Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING));

        Checked all = checker.build(project.goals("worse", "endless", "best", "last"));

        assertThat(all.failed()).containsExactly("bad", "endless", "worse");
        assertThat(all.ran()).containsExactly("best", "good");
        assertThat(all.report().nodes())
                .containsEntry(id("after"), new NodeOutcome.Skipped(id("bad")))
                .containsEntry(id("last"), new NodeOutcome.Skipped(id("bad")));
        assertThat(all.report().failures())
                .extracting(failure -> failure.node().target().name(), StepFailure::output)
                .containsExactlyInAnyOrder(
                        tuple("bad", List.of("first")),
                        tuple("worse", List.of("second")),
                        tuple("endless", List.of()));
        assertThat(all.report().deliveries()).isEmpty();
        assertThat(checker.path("out")).doesNotExist();

        Checked again = checker.build(project.goals("last", "best"));

        assertThat(again.reused()).containsExactly("best", "good");
        assertThat(again.failed()).containsExactly("bad");
    }

    @Test
    void build_whenAnImageIsTooLargeBesideAFailure_tellsBoth() throws Exception {
        TestProject project =
                new TestProject()
                        .target("bad", t -> t.from(BASE).run("exit 6 # " + NONCE))
                        .target("large", t -> image(t.from(BASE)))
                        .target("broken", t -> image(t.fromTarget("bad")));
        Project both = project.goals("bad", "large", "broken");

        assertThat(checker.build(both).failed()).containsExactly("bad");

        checker.using(Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING));
        Checked all = checker.build(both);

        assertThat(all.report().failures())
                .extracting(failure -> failure.node().target().name())
                .containsExactlyInAnyOrder("bad", "large");
        assertThat(all.report().lacksOnlyWhatIsOutside()).isFalse();
        assertThat(all.report().deliveries()).isEmpty();
    }

    /** An image that is larger than it may be. */
    private static void image(TestRecipe target) {
        ImageName name = ImageName.parse("jbuild-test/keep-going-" + NAMES.incrementAndGet());
        target.step(
                new Step.Image(
                        List.of(name),
                        new ImageOptions(
                                false,
                                Optional.of(new ImageOptions.Size(1000)),
                                Optional.empty(),
                                ImageOptions.Packing.GZIP,
                                false,
                                Optional.empty()),
                        target.span()));
    }

    @Test
    void build_whenItStops_callsOffWhatRunsBeside() throws Exception {
        TestProject pair =
                new TestProject()
                        .target("bad", t -> with(t, "touch /sync/failing; exit 3 # stop"))
                        .target("endless", t -> with(t, "sleep 1000 # stop"));

        Checked stopped = checker.build(pair.goals("endless", "bad"));

        assertThat(stopped.failed()).containsExactly("bad");
        assertThat(stopped.skipped()).containsExactly("endless");
    }

    @Test
    void build_whenTargetsShareTheStepThatFails_tellsItOnce() throws Exception {
        TestProject twins =
                new TestProject()
                        .target("one", t -> t.from(BASE).run("exit 5 # " + NONCE))
                        .target("two", t -> t.from(BASE).run("exit 5 # " + NONCE).run("true"));
        checker.using(Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING));

        Checked all = checker.build(twins.goals("one", "two"));

        assertThat(all.failed()).containsExactly("one", "two");
        assertThat(all.report().failures()).hasSize(1);
    }
}
