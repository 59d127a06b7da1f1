package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.TestProject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many nodes are built at once, in which order, and how often. */
@Tag("engine")
class ParallelTest {
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
    }

    /** The most nodes that were at work at the same time. */
    private static int mostAtOnce(Checked built) {
        int now = 0;
        int most = 0;
        for (BuildEvent event : built.events()) {
            if (event instanceof BuildEvent.NodeStarted) {
                most = Math.max(most, ++now);
            } else if (event instanceof BuildEvent.NodeFinished(var _, NodeOutcome.Built _)) {
                now--;
            }
        }
        return most;
    }

    private static List<String> started(Checked built) {
        return built.events().stream()
                .filter(BuildEvent.NodeStarted.class::isInstance)
                .map(event -> ((BuildEvent.NodeStarted) event).node().target().name())
                .toList();
    }

    @Test
    void build_withoutALimit_hasSixNodesAtWork() throws Exception {
        String cache = "meeting-" + NONCE;
        TestProject six = new TestProject();
        String[] names = {"a", "b", "c", "d", "e", "f"};
        for (String name : names) {
            six.target(name, t -> t.from(BASE).cache("/meeting", cache).run(meet(name)));
        }

        Checked built = checker.build(six.goals(names));

        assertThat(built.failed()).isEmpty();
        assertThat(built.ran()).containsExactly(names);
        // Each waited for all: what the next build saves is still no more than this one took.
        Duration saved =
                checker.build(six.goals(names)).report().nodes().values().stream()
                        .map(outcome -> ((NodeOutcome.Reused) outcome).saved())
                        .reduce(Duration.ZERO, Duration::plus);
        assertThat(saved).isPositive().isLessThanOrEqualTo(built.report().took());
    }

    /** Comes to a meeting of six, and leaves when all have come; fails after a minute. */
    private static String meet(String name) {
        return """
        touch /meeting/%s
        end=$(($(date +%%s) + 60))
        while [ $(ls /meeting | wc -l) -lt 6 ]; do
            [ $(date +%%s) -lt $end ] || exit 1
            sleep 0.1
        done
        """
                .formatted(name);
    }

    @Test
    void build_withALimit_hasNoMoreNodesAtWork() throws Exception {
        TestProject six = new TestProject();
        String[] names = {"a", "b", "c", "d", "e", "f"};
        for (String name : names) {
            six.target(name, t -> t.from(BASE).run("echo " + name + " # " + NONCE));
        }
        checker.using(Conduct.USUAL.with(2));

        Checked limited = checker.build(six.goals(names));

        assertThat(limited.ran()).containsExactly(names);
        assertThat(mostAtOnce(limited)).isEqualTo(2);
    }

    @Test
    void build_withALimit_beginsWithWhatTookLongest() throws Exception {
        checker.using(Conduct.USUAL.with(1));
        checker.build(paths("first").goals("quick", "middle", "last"));

        Checked again = checker.build(paths("second").goals("quick", "middle", "last"));

        // One of them is in before the others come; of these, the longest path goes first.
        List<String> order = new ArrayList<>(started(again));
        order.remove("last");
        List<String> expected = new ArrayList<>(List.of("slow", "middle", "quick"));
        expected.remove(order.getFirst());
        assertThat(order.subList(1, 3)).isEqualTo(expected);
    }

    /** Two nodes in a row, and two that stand alone. */
    private static TestProject paths(String round) {
        String mark = " # " + NONCE + round;
        return new TestProject()
                .target("quick", t -> t.from(BASE).run("sleep 0.3" + mark))
                .target("middle", t -> t.from(BASE).run("sleep 0.8" + mark))
                .target("slow", t -> t.from(BASE).run("sleep 1" + mark))
                .target("last", t -> t.fromTarget("slow").run("sleep 0.5" + mark));
    }

    @Test
    void build_whenNodesAreEqual_runsTheirStepsOnce() throws Exception {
        String cache = "once-" + NONCE;
        String step = "echo ran >> /log/runs # " + NONCE;
        TestProject equal =
                new TestProject()
                        .target("one", t -> t.from(BASE).cache("/log", cache).run(step))
                        .target("two", t -> t.from(BASE).cache("/log", cache).run(step))
                        .target(
                                "count",
                                t ->
                                        t.from(BASE)
                                                .needs("one", "two")
                                                .cache("/log", cache)
                                                .run("cp /log/runs /runs")
                                                .artifact("/runs", "runs"));

        checker.build(equal.goals("count"));

        assertThat(checker.path("runs")).hasContent("ran\n");
    }
}
