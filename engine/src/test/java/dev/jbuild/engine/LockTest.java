package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.lock.LockChange;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.run.Forks;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Base images: pinned, renewed, refused, and used without their registry. */
@Tag("engine")
class LockTest {
    private static final ImageName DEBIAN = ImageName.parse(BASE);

    private BuildChecker checker;
    private BuildChecker maintainer;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder.resolve("user"));
        checker.write("in.txt", "one " + NONCE);
        maintainer = new BuildChecker(folder.resolve("maintainer"));
        maintainer.pushing();
    }

    private static Project debian(Platform... platforms) {
        TestProject project = new TestProject();
        for (Platform platform : platforms) {
            project.target("t", platform, t -> t.from(BASE).env("A", "b"));
        }
        return project.goals(
                Arrays.stream(platforms)
                        .map(platform -> TestProject.id("t", platform))
                        .toArray(RecipeId[]::new));
    }

    private static Project reading(ImageName base) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(base.toString())
                                        .copy("in.txt", "/in.txt")
                                        .run("cat /content /in.txt > /out.txt")
                                        .artifact("/out.txt", "build/out.txt"))
                .goals("t");
    }

    /** Pushes a base image with a file that has this content. */
    private Digest push(ImageName name, String content) throws Exception {
        Checked pushed =
                maintainer.build(
                        new TestProject()
                                .target(
                                        "base",
                                        t ->
                                                t.from(BASE)
                                                        .run("echo " + content + " > /content")
                                                        .image(name.toString(), true))
                                .goals("base"));
        return pushed.pushed().index();
    }

    @Test
    void build_whenRegistryIsStopped_worksWithTheLockAlone() throws Exception {
        try (Forwarder registry = EngineUnderTest.registryForATime()) {
            ImageName base = ImageName.parse(registry.name() + "/warm-" + NONCE + ":1");
            ImageName other = ImageName.parse(registry.name() + "/other-" + NONCE + ":1");
            Digest index = push(base, "first");
            checker.build(reading(base));
            String manifest = index.toString();
            String id = TestRegistry.manifest(base, manifest).at("/config/digest").asText();
            assertThat(checker.locked())
                    .containsExactly(
                            "image " + base + " " + index, "image " + base + " linux/amd64 " + id);
            int visits = registry.visits();
            registry.stop();

            for (LockUse use : LockUse.values()) {
                checker.using(use);
                Checked idle = checker.build(reading(base));
                assertThat(idle.ran()).isEmpty();
                assertThat(idle.askedEngine()).isFalse();

                checker.write("in.txt", "two " + use + NONCE);
                assertThat(checker.build(reading(base)).ran()).containsExactly("t");
                assertThat(checker.path("build/out.txt")).hasContent("first\ntwo " + use + NONCE);
            }
            assertThat(registry.visits()).isEqualTo(visits);

            checker.using(LockUse.EXTEND);
            assertThatThrownBy(() -> checker.build(reading(other)))
                    .isInstanceOfSatisfying(
                            EnvironmentFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo("registry-unreachable"))
                    .hasMessageContaining("could not look up image `" + other + "`");
        }
    }

    @Test
    void update_takesWhatTheTagStandsForNow() throws Exception {
        try (Forwarder registry = EngineUnderTest.registryForATime()) {
            ImageName base = ImageName.parse(registry.name() + "/moving-" + NONCE + ":1");
            Digest first = push(base, "first");
            checker.build(reading(base));
            Digest second = push(base, "second");

            assertThat(checker.build(reading(base)).ran()).isEmpty();
            assertThat(checker.path("build/out.txt")).content().startsWith("first");

            LockReport report = checker.lock(reading(base), new LockTask.Update(List.of("*:1")));

            assertThat(report.changes())
                    .singleElement()
                    .satisfies(
                            change -> {
                                LockChange.Image image = (LockChange.Image) change;
                                assertThat(image.name()).isEqualTo(base);
                                assertThat(image.before().orElseThrow().index()).isEqualTo(first);
                                assertThat(image.after().orElseThrow().index()).isEqualTo(second);
                            });
            assertThat(checker.build(reading(base)).ran()).containsExactly("t");
            assertThat(checker.path("build/out.txt")).content().startsWith("second");
            assertThat(checker.lock(reading(base), new LockTask.Update(List.of())).changes())
                    .isEmpty();
        }
    }

    /** The engine has an image of that name, which says nothing of what the tag stands for now. */
    @Test
    void update_whenRegistryDoesNotAnswer_leavesTheLock() throws Exception {
        try (Forwarder registry = EngineUnderTest.registryForATime()) {
            ImageName base = ImageName.parse(registry.name() + "/kept-" + NONCE + ":1");
            push(base, "first");
            checker.build(reading(base));
            List<String> locked = checker.locked();
            registry.stop();
            assertThatThrownBy(() -> checker.lock(reading(base), new LockTask.Update(List.of())))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("`" + base + "` stays as it is in `jbuild.lock`");
            assertThat(checker.locked()).isEqualTo(locked).isNotEmpty();
        }
    }

    /** As the documentation of mirrors has it: no other place is asked. */
    @Test
    void update_whenMirrorDoesNotHaveTheImage_asksNobodyElse() throws Exception {
        try (Forwarder registry = EngineUnderTest.registryForATime();
                Forwarder mirror = EngineUnderTest.registryForATime()) {
            ImageName base = ImageName.parse(registry.name() + "/mirrored-" + NONCE + ":1");
            push(base, "first");
            checker.build(reading(base));
            List<String> locked = checker.locked();
            try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
                engine.untag(base);
            }
            int visits = registry.visits();
            checker.environment("JBUILD_MIRRORS", registry.name() + "=" + mirror.name() + "/no");
            assertThatThrownBy(() -> checker.lock(reading(base), new LockTask.Update(List.of())))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("there is no image");
            mirror.stop();
            assertThatThrownBy(() -> checker.lock(reading(base), new LockTask.Update(List.of())))
                    .isInstanceOf(EnvironmentFailure.class);
            assertThat(registry.visits()).isEqualTo(visits);
            assertThat(checker.locked()).isEqualTo(locked).isNotEmpty();
        }
    }

    @Test
    void build_whenOnlyTheEngineHasTheImage_takesIt_alsoBesideAMirror() throws Exception {
        ImageName own = ImageName.parse("own-" + NONCE + ":1");
        BuildChecker other = new BuildChecker(checker.path("other"));
        other.build(
                new TestProject()
                        .target(
                                "base",
                                t ->
                                        t.from(BASE)
                                                .run("echo own > /content")
                                                .image(own.toString(), false))
                        .goals("base"));
        try (Forwarder mirror = EngineUnderTest.registryForATime()) {
            checker.environment("JBUILD_MIRRORS", "docker.io=" + mirror.name() + "/hub");
            assertThat(checker.build(reading(own)).ran()).containsExactly("t");
            assertThat(checker.path("build/out.txt")).content().startsWith("own");
            assertThat(checker.path("jbuild.lock")).doesNotExist();
        }
    }

    @Test
    void update_whenNoNameMatches_saysWhichThereAre() {
        assertThatThrownBy(
                        () -> checker.lock(debian(AMD64), new LockTask.Update(List.of("alpine"))))
                .isInstanceOf(UserMistake.class)
                .hasMessage("nothing that the build file names is called `alpine`");
    }

    @Test
    void complete_addsWhatIsMissing_andChecksThen() throws Exception {
        assertThatThrownBy(() -> checker.lock(debian(AMD64), new LockTask.Check()))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`" + DEBIAN + "` is not in `jbuild.lock`");
        assertThat(checker.path(LockFile.NAME)).doesNotExist();

        LockReport report = checker.lock(debian(AMD64, ARM64), new LockTask.Complete());

        assertThat(report.images()).isEqualTo(1);
        assertThat(report.changes())
                .singleElement()
                .satisfies(
                        change -> assertThat(((LockChange.Image) change).name()).isEqualTo(DEBIAN));
        assertThat(checker.locked()).hasSize(3);
        assertThat(checker.lock(debian(AMD64), new LockTask.Check()).changes()).isEmpty();
        assertThat(checker.lock(debian(AMD64), new LockTask.Complete()).changes()).isEmpty();
    }

    @Test
    void build_whenLockIsFrozenAndAnImageIsMissing_refusesWithItsPlace() {
        for (LockUse use : List.of(LockUse.FROZEN, LockUse.OFFLINE)) {
            checker.using(use);
            UserMistake mistake =
                    catchThrowableOfType(
                            UserMistake.class, () -> checker.build(debian(AMD64, ARM64)));
            assertThat(mistake.diagnostics())
                    .singleElement()
                    .satisfies(
                            diagnostic -> {
                                assertThat(diagnostic.code()).isEqualTo("not-locked");
                                assertThat(diagnostic.span())
                                        .hasToString("Optional[jbuild.groovy:1:1]");
                            });
            assertThat(checker.path(LockFile.NAME)).doesNotExist();
        }
    }

    @Test
    void build_whenLockHasTheImageButNotThePlatform_needsOnlyTheIndex() throws Exception {
        checker.build(debian(AMD64));
        List<String> before = checker.locked();

        checker.using(LockUse.OFFLINE);
        assertThatThrownBy(() -> checker.build(debian(ARM64)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("has not been used here yet");

        checker.using(LockUse.FROZEN);
        assertThat(checker.build(debian(ARM64)).ran()).containsExactly("t");
        assertThat(checker.locked()).isEqualTo(before);

        checker.using(LockUse.OFFLINE);
        assertThat(checker.build(debian(ARM64)).ran()).isEmpty();

        checker.using(LockUse.EXTEND);
        checker.build(debian(ARM64));
        assertThat(checker.locked()).hasSize(3);
    }

    @Test
    void build_whenPinnedImageLacksThePlatform_saysSoWithItsPlace() throws Exception {
        checker.build(debian(AMD64));

        UserMistake mistake =
                catchThrowableOfType(
                        UserMistake.class,
                        () -> checker.build(debian(Platform.parse("linux/s390x"))));

        assertThat(mistake)
                .hasMessageMatching("`.*debian.*@sha256:.*` has nothing for linux/s390x");
        assertThat(mistake.diagnostics().getFirst().span()).isPresent();
        assertThat(mistake.diagnostics().getFirst().hint().orElseThrow())
                .contains("jbuild lock --update " + DEBIAN);
    }

    @Test
    void build_whenSeveralImagesAreUnknown_namesAll() {
        String unknown = EngineUnderTest.registry() + "/no/such:";
        TestProject project =
                new TestProject()
                        .target("a", t -> t.from(unknown + "1"))
                        .target("b", t -> t.from(unknown + "2"));

        UserMistake mistake =
                catchThrowableOfType(
                        UserMistake.class, () -> checker.build(project.goals("a", "b")));

        assertThat(mistake.diagnostics()).hasSize(2);
    }

    @Test
    void build_whenLinesOfTheLockDoNotBelongTogether_refusesBeforeAnythingRuns() throws Exception {
        checker.build(debian(AMD64, ARM64));
        String text = Files.readString(checker.path(LockFile.NAME));
        String arm = text.lines().filter(line -> line.contains("arm64")).findFirst().orElseThrow();
        String amd = text.lines().filter(line -> line.contains("amd64")).findFirst().orElseThrow();
        String wrong = amd.substring(0, amd.lastIndexOf(' ')) + arm.substring(arm.lastIndexOf(' '));
        checker.write(LockFile.NAME, text.replace(amd, wrong));

        assertThatThrownBy(() -> checker.build(debian(AMD64)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`jbuild.lock` says that");

        checker.lock(debian(AMD64), new LockTask.Update(List.of()));
        assertThat(checker.path(LockFile.NAME)).hasContent(text);
        assertThat(checker.build(debian(AMD64)).ran()).isEmpty();
    }

    @Test
    void build_severalAtOnce_loseNoEntry() throws Exception {
        try (Forwarder registry = EngineUnderTest.registryForATime()) {
            ImageName one = ImageName.parse(registry.name() + "/one-" + NONCE + ":1");
            ImageName two = ImageName.parse(registry.name() + "/two-" + NONCE + ":1");
            push(one, "one");
            push(two, "two");

            Forks.all(
                    List.<Callable<LockReport>>of(
                            () -> checker.lock(reading(one), new LockTask.Complete()),
                            () -> checker.lock(reading(two), new LockTask.Complete()),
                            () -> checker.lock(debian(AMD64), new LockTask.Complete())));

            assertThat(LockFile.read(checker.path(".")).images())
                    .containsOnlyKeys(DEBIAN, one, two);
        }
    }
}
