package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.RunOptions.Secret;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Steps mean what those of a Dockerfile do. */
@Tag("engine")
class StepMeaningTest {
    private static final CopyOptions IF_EXISTS =
            new CopyOptions(Optional.empty(), Optional.empty(), List.of(), true);

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws IOException {
        checker = new BuildChecker(folder);
        checker.write("a", "a");
    }

    private Checked build(Consumer<TestRecipe> recipe) throws BuildException, InterruptedException {
        return checker.build(new TestProject().target("t", recipe).goals("t"));
    }

    private static CopyOptions owned(String owner) {
        return new CopyOptions(Optional.of(owner), Optional.empty(), List.of(), false);
    }

    private static CopySource image(String path) {
        return new CopySource.Image(ImageName.parse(BASE), List.of(path));
    }

    @Test
    void copy_ifExists_findsWhatIsBehindLinks_andNeedsNoFolder() throws Exception {
        TestProject project =
                new TestProject()
                        .target(
                                "files",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        "mkdir -p /real/sub; echo a > /real/sub/a;"
                                                                + " ln -s real /out; echo b > /_b # "
                                                                + NONCE)
                                                .artifact("/out")
                                                .artifact("/_b")
                                                .artifact("/_c"))
                        .target(
                                "look",
                                t ->
                                        t.from(BASE)
                                                .copy(image("/usr/bin/false"), "/x/", IF_EXISTS)
                                                .copy(image("/usr/bin/fals*"), "/x/y/", IF_EXISTS)
                                                .copy(image("/no/such/file"), "/x/", IF_EXISTS)
                                                .copy(image("/no/such/*"), "/x/", IF_EXISTS)
                                                .copy(image("/no*/such"), "/x/", IF_EXISTS)
                                                .copyArtifact(
                                                        "files", "out/sub/a", "/x/", IF_EXISTS)
                                                .copyArtifact("files", "_b", "/x/", IF_EXISTS)
                                                .copyArtifact("files", "_c", "/x/", IF_EXISTS)
                                                .run("cd /x; find . -type f | sort # " + NONCE));

        Checked built = checker.build(project.goals("look"));

        assertThat(built.report().failures()).isEmpty();
        assertThat(built.output()).containsExactly("./_b", "./a", "./false", "./y/false");
    }

    @Test
    void copy_ifExists_takesWhatIsThereNow() throws Exception {
        for (String content : List.of("one", "two")) {
            TestProject project =
                    new TestProject()
                            .target(
                                    "files",
                                    t ->
                                            t.from(BASE)
                                                    .run(
                                                            "mkdir -p /out/sub; echo "
                                                                    + content
                                                                    + " > /out/sub/a # "
                                                                    + NONCE)
                                                    .artifact("/out"))
                            .target(
                                    "look",
                                    t ->
                                            t.from(BASE)
                                                    .copyArtifact(
                                                            "files", "out/sub/a", "/x", IF_EXISTS)
                                                    .run("cat /x # " + NONCE));

            assertThat(checker.build(project.goals("look")).output()).containsExactly(content);
        }
    }

    @Test
    void copy_toANumberAndAName_belongsToBoth() throws Exception {
        Checked built =
                build(
                        t ->
                                t.from(BASE)
                                        .copy("a", "/x/1", owned("1234:games"))
                                        .copy("a", "/x/2", owned("games:1234"))
                                        .run("stat -c '%u:%g' /x/* # " + NONCE));

        assertThat(built.output()).containsExactly("1234:60", "5:1234");
    }

    @Test
    void workdir_belongsToTheUser() throws Exception {
        TestProject project =
                new TestProject()
                        .target("base", t -> t.from(BASE).workdir("/root/r").user("games"))
                        .target(
                                "t",
                                t ->
                                        t.fromTarget("base")
                                                .workdir("/w/x")
                                                .user("1234:2345")
                                                .workdir("/w/y")
                                                .user("root")
                                                .workdir("/w/z")
                                                .run(
                                                        "stat -c '%n %u:%g' /root/r /w /w/*"
                                                                + " # "
                                                                + NONCE));

        assertThat(checker.build(project.goals("t")).output())
                .containsExactly(
                        "/root/r 0:0", "/w 5:60", "/w/x 5:60", "/w/y 1234:2345", "/w/z 0:0");
    }

    @Test
    void workdir_ofAUserWhomNobodyKnows_belongsToRoot() throws Exception {
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t -> t.fromScratch().user("nobody").workdir("/w").artifact("/"))
                        .target(
                                "look",
                                t ->
                                        t.from(BASE)
                                                .copyArtifact("t", "", "/f")
                                                .run("stat -c %u /f/w # " + NONCE));

        assertThat(checker.build(project.goals("look")).output()).containsExactly("0");
    }

    @Test
    void env_whereNoImageSaysThePath_standsOnTheUsualOne() throws Exception {
        Checked built =
                build(
                        t ->
                                t.fromScratch()
                                        .copy(image("/"), "/", CopyOptions.DEFAULT)
                                        .env("PATH", "/opt/bin:$PATH")
                                        .run("ls -d /opt; echo $PATH # " + NONCE));

        assertThat(built.report().failures()).isEmpty();
        assertThat(built.output())
                .containsExactly(
                        "/opt",
                        "/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void run_mounts_takeThePlaceOfWhatTheTargetHasThere() throws Exception {
        RunChange mounting = new RunChange().mount("/c", new CopySource.Context("", List.of("a*")));
        RunChange both = mounting.tmpfs("/c/");

        Checked built =
                build(
                        t ->
                                t.from(BASE)
                                        .cache("/c", "first-" + NONCE)
                                        .run("touch /c/first # " + NONCE)
                                        .cache("/c", "second-" + NONCE)
                                        .run("ls -A /c; touch /c/second # " + NONCE)
                                        .run("ls -A /c # " + NONCE)
                                        .run("ls -A /c # " + NONCE, both.options()));

        assertThat(built.output()).containsExactly("second", "a");
    }

    @Test
    void run_withAnythingInPlaceOfTheRoot_isAMistake() {
        refused(t -> t.from(BASE).cache(".", NONCE).run("true"), "`.` is `/` here");
        refused(
                t -> t.from(BASE).run("true", new RunChange().tmpfs("$NO").options()),
                "`$NO` is `/` here");
        checker.secret("s", "secret");
        refused(
                t ->
                        t.from(BASE)
                                .run(
                                        "true",
                                        new RunChange()
                                                .secret(new Secret.File("../", "s"))
                                                .options()),
                "`../` is `/` here");
    }

    private void refused(Consumer<TestRecipe> recipe, String message) {
        assertThatThrownBy(() -> build(recipe))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }
}
