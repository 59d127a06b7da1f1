package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.SecondEngine;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.Project;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Builds whose platforms have builders of their own, with a second real engine for one. */
@Tag("engine")
class SeveralBuildersTest {
    /** The steps of the second engine have no network. */
    private static final RunOptions ALONE =
            new RunChange().network(RunOptions.Network.NONE).options();

    private static final Step.CopyOptions PLAINLY = Step.CopyOptions.DEFAULT;

    private static SecondEngine second;
    private static Forwarder buildkitd;

    private BuildChecker checker;

    @BeforeAll
    static void startSecondEngine() throws Exception {
        second = new SecondEngine();
        buildkitd = second.buildkitd();
    }

    @AfterAll
    static void stopSecondEngine() throws Exception {
        buildkitd.close();
        second.close();
    }

    @BeforeEach
    void writeProject(@TempDir Path temp) throws Exception {
        checker = new BuildChecker(temp);
        checker.write("page.txt", "page " + NONCE);
        checker.write("app.txt", "app " + NONCE);
        checker.builder("linux/arm64=tcp://" + buildkitd.name());
    }

    /** Says what it is run by, and where. */
    private static String where(String file) {
        return "{ uname -m; head -n 1 /proc/self/mountinfo; } > " + file;
    }

    private static void pages(TestRecipe t) {
        t.from(BASE)
                .workdir("/work")
                .copy("page.txt", "./")
                .run("mkdir -p dist/sub && tr a-z A-Z < page.txt > dist/sub/page.txt", ALONE)
                .run("ln -s sub/page.txt dist/link && chmod 750 dist/sub/page.txt", ALONE)
                .run(where("/where"), ALONE)
                .artifact("dist")
                .artifact("/where", "build/where-pages");
    }

    private static Step.CopySource page(String path) {
        return new Step.CopySource.Artifact(id("pages"), path);
    }

    private static Project files() {
        return new TestProject()
                .target("pages", SeveralBuildersTest::pages)
                .target(
                        "app",
                        ARM64,
                        t ->
                                t.from(BASE)
                                        .workdir("/srv")
                                        .copy("app.txt", "./")
                                        .copy(page("dist"), "static", PLAINLY)
                                        .copy(page("dist/sub/page.txt"), "./", PLAINLY)
                                        .run(where("/where"), ALONE)
                                        .run("cat page.txt static/link app.txt > all", ALONE)
                                        .run("stat -c '%a %u %Y' static/sub/page.txt >> all", ALONE)
                                        .artifact("all", "build/all")
                                        .artifact("/where", "build/where-app"))
                .goals(id("pages"), id("app", ARM64));
    }

    @Test
    void nodes_goWhereTheirPlatformIs_andTakeWhatTheyNeedAlong() throws Exception {
        Checked built = checker.build(files());

        assertThat(built.ran()).containsExactlyInAnyOrder("pages", "app");
        assertThat(started(built))
                .containsExactly("pages in the engine", "app at tcp://" + buildkitd.name());
        String page = ("page " + NONCE).toUpperCase(java.util.Locale.ROOT);
        assertThat(checker.path("build/all"))
                .hasContent(page + page + "app " + NONCE + "750 0 315619200\n");
        assertThat(checker.path("build/where-pages"))
                .content()
                .startsWith("x86_64\n")
                .doesNotContain(second.mark());
        assertThat(checker.path("build/where-app"))
                .content()
                .startsWith("aarch64\n")
                .contains(second.mark());
    }

    /** What was begun where, in order. */
    private static List<String> started(Checked built) {
        return built.events().stream()
                .filter(BuildEvent.NodeStarted.class::isInstance)
                .map(BuildEvent.NodeStarted.class::cast)
                .map(
                        event ->
                                event.node().target().name()
                                        + event.reason().substring(event.reason().indexOf(';') + 1))
                .toList();
    }
}
