package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;
import dev.jbuild.model.RunOptions.When;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.UserMistake;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files that a run finds without having them. */
@Tag("engine")
class MountTest {
    @TempDir Path folder;

    private BuildChecker checker;

    @BeforeEach
    void makeProject() throws IOException {
        checker = new BuildChecker(folder);
        checker.write("front/a.c", "a");
        checker.write("front/deep/b.c", "b");
        checker.write("front/ignored.log", "log");
        checker.write("conf", "conf");
        checker.write(".jbuildignore", "**/*.log\n");
    }

    private static CopySource files(String pattern) {
        return new CopySource.Context("", List.of(pattern));
    }

    private static CopySource artifact(String path) {
        return new CopySource.Artifact(id("deps"), path);
    }

    private static Project project(RunChange mounts, String script) {
        return new TestProject()
                .target(
                        "deps",
                        t ->
                                t.from(BASE)
                                        .run(": " + NONCE + "; mkdir /out; echo lib > /out/lib")
                                        .artifact("/out"))
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .workdir("/w")
                                        .run(": " + NONCE + "; " + script, mounts.options())
                                        .run(
                                                "find /src /w /one 2>/dev/null | xargs echo left || true")
                                        .run("cat /result")
                                        .artifact("/result", "build/result"))
                .goals("t");
    }

    @Test
    void run_findsWhatIsMounted_readOnly_andLeavesNothingOfIt() throws Exception {
        RunChange mounts =
                new RunChange()
                        .mount("/src", files("front"))
                        .mount("c", files("front/*.c"))
                        .mount("/one", files("conf"))
                        .mount("/deps", artifact("out"))
                        .mount("/the-lib", artifact("out/lib"));
        Project project =
                project(
                        mounts,
                        "find /src c /one /deps /the-lib -type f | sort | xargs; cat /one /the-lib;"
                                + " stat -c '%u %Y' /src/a.c; touch /src/x /deps/x || true;"
                                + " echo made > /result");

        Checked built = checker.build(project);

        assertThat(built.output())
                .contains(
                        "/deps/lib /one /src/a.c /src/deep/b.c /the-lib c/a.c",
                        "conf" + "lib",
                        "0 315619200",
                        "touch: cannot touch '/src/x': Read-only file system",
                        "touch: cannot touch '/deps/x': Read-only file system",
                        "made")
                .filteredOn(line -> line.startsWith("left"))
                // Old engines leave folders behind in which something was mounted.
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("a.c", "/one");
        assertThat(checker.build(project).ran()).isEmpty();

        checker.write("front/ignored.log", "other");
        assertThat(checker.build(project).ran()).isEmpty();

        checker.write("front/deep/b.c", "B");
        assertThat(checker.explain(project))
                .containsExactly("`front/deep/b.c` has another content");
        assertThat(checker.build(project).ran()).containsExactly("t");
    }

    @Test
    void run_thatFails_canBeLookedInto() throws Exception {
        Checked built =
                checker.build(
                        project(
                                new RunChange().mount("/src", files("front")),
                                "cat /src/a.c; exit 5"));

        assertThat(built.report().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.output()).containsExactly("a"));
    }

    @Test
    void run_mountOfNoFile_isAMistake() {
        Project project = project(new RunChange().mount("/src", files("missing")), "true");

        assertThatThrownBy(() -> checker.build(project))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`missing` matches no file");
    }

    @Test
    void run_pushOnly_findsThemToo() throws Exception {
        RunChange mounts =
                new RunChange()
                        .when(When.ON_PUSH)
                        .mount("/src", files("front"))
                        .mount("/deps", artifact("out"));
        TestProject project =
                new TestProject()
                        .target(
                                "deps",
                                t ->
                                        t.from(BASE)
                                                .run(": " + NONCE + "; mkdir /out")
                                                .artifact("/out"))
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .run(": push " + NONCE)
                                                .run(
                                                        "cat /src/a.c; ls -d /deps",
                                                        mounts.options()));
        checker.build(project.goals("t"));

        checker.pushing();
        checker.write("front/a.c", "second");
        assertThat(checker.build(project.goals("t")).output()).containsExactly("second/deps");
    }
}
