package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Ways in which an old result could be taken for a new one, or a new one for an old one. */
@Tag("engine")
class StaleTest {
    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("src/a", "1");
    }

    private static Project copying(String salt) {
        return TestProject.copyingAndRunning("cat /src/a > /out; : " + NONCE + salt);
    }

    @Test
    void file_withItsOldSizeAndTime_isSentAnew() throws Exception {
        checker.build(copying("time"));
        Path file = checker.path("src/a");
        FileTime time = Files.getLastModifiedTime(file);
        checker.write("src/a", "2");
        Files.setLastModifiedTime(file, time);

        assertThat(checker.build(copying("time")).ran()).containsExactly("t");
        assertThat(checker.path("build/out")).hasContent("2");
    }

    /** A builder that changes the mode of a folder in its copy keeps the digest of the old one. */
    @Test
    void folderWithAnotherMode_isSentAnew() throws Exception {
        Project project = TestProject.copyingAndRunning("stat -c %a /src/deep > /out; : " + NONCE);
        checker.write("src/deep/b", NONCE);
        for (String mode : List.of("rwxr-xr-x", "rwx--x--x", "rwxr-xr-x")) {
            Files.setPosixFilePermissions(
                    checker.path("src/deep"), PosixFilePermissions.fromString(mode));
            checker.build(project);
            assertThat(checker.path("build/out"))
                    .hasContent(mode.equals("rwxr-xr-x") ? "755" : "711");
        }
    }

    @Test
    void fileThatChangesBeforeItIsSent_isNoticed_andNothingIsRecorded() throws Exception {
        Project project = copying("changed");
        assertThatThrownBy(() -> checker.build(project, atStart("2")))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("files-changed"));
        assertThat(checker.path("build/out")).doesNotExist();

        for (String content : List.of("1", "2")) {
            checker.write("src/a", content);
            assertThat(checker.build(project).ran()).as(content).containsExactly("t");
            assertThat(checker.path("build/out")).hasContent(content);
        }
    }

    /** Of a file that was left alone for a while, the time of its last change says enough. */
    @Test
    void fileOfOldThatIsAnotherOneOnlyWhileItIsSent_isNoticed() throws Exception {
        Path file = checker.path("src/a");
        FileTime time = Files.getLastModifiedTime(file);
        Thread.sleep(Duration.ofMillis(2500));
        Consumer<BuildEvent> another =
                event -> {
                    switch (event) {
                        case BuildEvent.NodeStarted _ -> write("2", time);
                        case BuildEvent.StepFinished step
                                when step.description().startsWith("send") ->
                                write("1", time);
                        default -> {}
                    }
                };
        Project project = copying("a while");
        assertThatThrownBy(() -> checker.build(project, another))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("files-changed"));

        assertThat(checker.build(project).ran()).containsExactly("t");
        assertThat(checker.path("build/out")).hasContent("1");
    }

    /** The files of both targets are sent together, before the first of them is built. */
    @Test
    void fileThatChangesBeforeItIsSentWithThoseOfOthers_isNoticed() throws Exception {
        checker.write("lib/b", "b");
        Project project =
                new TestProject()
                        .target(
                                "first",
                                t ->
                                        t.from(BASE)
                                                .copy("lib", "/lib/")
                                                .run("cp /lib/b /b; : " + NONCE + "together")
                                                .artifact("/b"))
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copyArtifact("first", "b", "/")
                                                .copy("src", "/src/")
                                                .run("cat /b /src/a > /out")
                                                .artifact("/out", "build/out"))
                        .goals("t");
        assertThatThrownBy(() -> checker.build(project, atStart("2")))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("files-changed"));

        for (String content : List.of("1", "2", "3")) {
            checker.write("src/a", content);
            assertThat(checker.build(project).ran()).as(content).contains("t");
            assertThat(checker.path("build/out")).hasContent("b" + content);
        }
        assertThat(checker.build(project).ran()).isEmpty();
    }

    @Test
    void fileThatChangesWhenAllIsBuilt_disturbsNoDelivery() throws Exception {
        checker.build(
                copying("delivered"),
                event -> {
                    if (event instanceof BuildEvent.NodeFinished) {
                        write("2");
                    }
                });

        assertThat(checker.path("build/out")).hasContent("1");
        assertThat(checker.build(copying("delivered")).ran()).containsExactly("t");
        assertThat(checker.path("build/out")).hasContent("2");
    }

    private Consumer<BuildEvent> atStart(String content) {
        return event -> {
            if (event instanceof BuildEvent.NodeStarted) {
                write(content);
            }
        };
    }

    private void write(String content, FileTime time) {
        write(content);
        try {
            Files.setLastModifiedTime(checker.path("src/a"), time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String content) {
        try {
            checker.write("src/a", content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These bits are in no key, so they must be in no result. */
    @Test
    void bitsThatGiveRights_areNotCopied() throws Exception {
        checker.write("src/a", "1");
        Files.setAttribute(checker.path("src/a"), "unix:mode", 04755);
        Files.setAttribute(checker.path("src"), "unix:mode", 03755);
        Project project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy("src", "/src/")
                                                .run("stat -c %a /src /src/a; : " + NONCE))
                        .goals("t");

        assertThat(checker.build(project).output()).containsExactly("755", "755");
    }

    /** A program that knows only the first line of an image in the lock may renew that alone. */
    @Test
    void lock_whoseIndexWasEditedAlone_isRefused() throws Exception {
        ImageName base = ImageName.parse(EngineUnderTest.registry() + "/stale-" + NONCE + ":1");
        TestRegistry.put(base, "first");
        Project project =
                new TestProject()
                        .target("t", t -> t.from(base.toString()).artifact("/content", "build/out"))
                        .goals("t");
        checker.build(project);
        LockedImage locked = LockFile.read(checker.path(".")).image(base).orElseThrow();
        Digest second = TestRegistry.put(base, "second");
        LockFile edited = LockFile.EMPTY.with(base, new LockedImage(second, locked.platforms()));
        edited.write(checker.path("."));

        for (LockUse use : List.of(LockUse.EXTEND, LockUse.FROZEN)) {
            checker.using(use);
            assertThatThrownBy(() -> checker.build(project))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("`jbuild.lock` says that")
                    .hasMessageContaining("on linux/amd64 is " + locked.id(AMD64).orElseThrow());
        }

        LockFile.EMPTY.with(base, new LockedImage(second)).write(checker.path("."));
        checker.using(LockUse.EXTEND);
        assertThat(checker.build(project).ran()).containsExactly("t");
        assertThat(checker.path("build/out")).hasContent("second");
        assertThat(LockFile.read(checker.path(".")).image(base).orElseThrow().id(AMD64))
                .isNotEqualTo(Optional.of(locked.id(AMD64)));
    }
}
