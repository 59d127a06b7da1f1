package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.RunOptions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Artifacts that are delivered of a build that fails. */
@Tag("engine")
class AlwaysTest {
    private static final String REPORT =
            "mkdir -p reports/deep; echo $RESULT > reports/result.txt; cp -p /bin/true reports/tool;"
                    + " ln -s result.txt reports/link; echo a > 'reports/deep/a b'; chmod 500"
                    + " reports/deep; echo log > /tmp/log; ";

    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
    }

    private static TestRecipe reporting(TestRecipe target, String end) {
        return target.from(BASE)
                .workdir("/app")
                .env("NONCE", NONCE)
                .run("RESULT=" + end.length() + "; " + REPORT + end)
                .always("reports", "build/reports")
                .always("/tmp/log", "build/log.txt")
                .always("never-made", "build/never")
                .artifact("reports", "build/of-success");
    }

    @Test
    void build_whenAStepFails_deliversWhatIsAlwaysDelivered_andNothingElse() throws Exception {
        checker.write("build/reports/mine", "stays");
        TestProject failing = new TestProject().target("test", t -> reporting(t, "exit 3"));

        Checked failed = checker.build(failing.goals("test"));

        assertThat(failed.failed()).containsExactly("test");
        if (!keepsFailedState()) {
            assertThat(notices(failed))
                    .contains(
                            "`build/reports` is not delivered: this engine does not keep what a"
                                    + " failed step has written; Docker 23 and newer do");
            return;
        }
        assertThat(failed.report().deliveries())
                .containsExactly(
                        new Delivery.Files("build/reports", 4, 4, 0),
                        new Delivery.Files("build/log.txt", 1, 1, 0));
        assertThat(checker.path("build/reports/result.txt")).hasContent("6");
        assertThat(checker.path("build/reports/deep/a b")).hasContent("a");
        assertThat(Files.isExecutable(checker.path("build/reports/tool"))).isTrue();
        assertThat(Files.readSymbolicLink(checker.path("build/reports/link")))
                .hasToString("result.txt");
        assertThat(checker.path("build/log.txt")).hasContent("log");
        assertThat(checker.path("build/never")).doesNotExist();
        assertThat(checker.path("build/of-success")).doesNotExist();
        assertThat(notices(failed))
                .anyMatch(notice -> notice.startsWith("`build/never` is not delivered: "));

        Checked again = checker.build(failing.goals("test"));

        assertThat(again.failed()).containsExactly("test");
        assertThat(again.report().deliveries()).allMatch(Delivery::unchanged).hasSize(2);

        TestProject mended =
                new TestProject()
                        .target(
                                "test",
                                t -> reporting(t, "rm reports/link; mkdir never-made; exit 0"));
        checker.build(mended.goals("test"));

        assertThat(checker.path("build/reports/link")).doesNotExist();
        assertThat(checker.path("build/reports/mine")).hasContent("stays");
        assertThat(checker.path("build/of-success/result.txt")).exists();
    }

    private static TestRecipe reportingByPattern(TestRecipe target, String end) {
        return target.from(BASE)
                .workdir("/work")
                .env("NONCE", NONCE)
                .run(
                        "mkdir -p out/it/deep 'all reports/empty'; echo a > out/a.xml; echo b >"
                                + " out/.b.xml; echo c > out/c.txt; echo f > out/e.xml; echo d > out/it/deep/d.xml; ln -s"
                                + " a.xml out/l.xml; echo e > 'all reports/e f'; mkdir out/x.xml; echo g"
                                + " > out/x.xml/g.txt; "
                                + end)
                .always("all reports/", "build/reports/")
                .always("out/*.xml", "build/flat/")
                .always("./**/[^e]*.xml", "build/deep")
                .always("out/c.t?t", "build/one");
    }

    @Test
    void build_deliversFoldersAndWhatMatchesPatterns_failedOrNot() throws Exception {
        TestProject failing = new TestProject().target("t", t -> reportingByPattern(t, "exit 3"));
        TestProject mended = new TestProject().target("t", t -> reportingByPattern(t, "exit 0"));
        List<String> expected =
                List.of(
                        "deep/out/.b.xml: b",
                        "deep/out/a.xml: a",
                        "deep/out/it/deep/d.xml: d",
                        "deep/out/l.xml: a",
                        "deep/out/x.xml/g.txt: g",
                        "flat/.b.xml: b",
                        "flat/a.xml: a",
                        "flat/e.xml: f",
                        "flat/l.xml: a",
                        "flat/x.xml/g.txt: g",
                        "one/c.txt: c",
                        "reports/e f: e");

        Checked failed = checker.build(failing.goals("t"));

        assertThat(failed.failed()).containsExactly("t");
        if (keepsFailedState()) {
            assertThat(delivered()).isEqualTo(expected);
        }
        Checked built = checker.build(mended.goals("t"));

        assertThat(built.failed()).isEmpty();
        assertThat(delivered()).isEqualTo(expected);
        if (keepsFailedState()) {
            assertThat(built.report().deliveries()).allMatch(Delivery::unchanged).hasSize(4);
        }
    }

    @Test
    void build_whenAnotherTargetFails_deliversWhatIsAlwaysDelivered() throws Exception {
        TestProject half =
                new TestProject()
                        .target(
                                "good",
                                t ->
                                        t.from(BASE)
                                                .run("echo fine > /report # " + NONCE)
                                                .always("/report", "build/good.txt"))
                        .target("bad", t -> t.from(BASE).run("exit 3 # " + NONCE).needs("good"))
                        .target("after", t -> t.fromTarget("bad").always("/report", "build/x"));

        Checked failed = checker.build(half.goals("bad", "good", "after"));

        assertThat(failed.failed()).containsExactly("bad");
        assertThat(failed.report().deliveries())
                .containsExactly(new Delivery.Files("build/good.txt", 1, 1, 0));
        assertThat(checker.path("build/good.txt")).hasContent("fine");
    }

    /** It breaks off before the files of a failed step could be had. */
    @Test
    void build_whenAStepTakesTooLong_saysWhatIsLost() throws Exception {
        RunOptions limited = new RunChange().timeout(Duration.ofSeconds(8)).options();
        TestProject slow =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        "echo > /report; sleep 300 # " + NONCE,
                                                        limited)
                                                .always("/report", "build/report"));

        Checked failed = checker.build(slow.goals("t"));

        assertThat(failed.report().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cure()).isPresent());
        assertThat(notices(failed))
                .contains(
                        "`build/report` is not delivered: of a step that was stopped, or never"
                                + " began, nothing is left");
    }

    @Test
    void build_whenNothingInTheImageCanPack_saysSo() throws Exception {
        TestProject bare =
                new TestProject()
                        .target(
                                "bare",
                                t ->
                                        t.from(BASE)
                                                .run("rm /bin/tar # " + NONCE)
                                                .run("echo x > /report; exit 4")
                                                .always("/report", "build/report"));

        Checked failed = checker.build(bare.goals("bare"));

        assertThat(failed.failed()).containsExactly("bare");
        assertThat(notices(failed)).anyMatch(notice -> notice.startsWith("`build/report` is not"));
        assertThat(checker.path("build")).doesNotExist();
    }

    private List<String> delivered() throws IOException {
        Path folder = checker.path("build");
        try (Stream<Path> paths = Files.walk(folder)) {
            List<String> found = new ArrayList<>();
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                found.add(folder.relativize(path) + ": " + Files.readString(path).strip());
            }
            return found;
        }
    }

    private static boolean keepsFailedState() throws Exception {
        return EngineUnderTest.capabilities().secretEnv();
    }

    private static List<String> notices(Checked built) {
        return built.events().stream()
                .filter(BuildEvent.Notice.class::isInstance)
                .map(event -> ((BuildEvent.Notice) event).text())
                .toList();
    }
}
