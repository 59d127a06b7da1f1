package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

@Tag("engine")
class EngineTest {
    private final TestProject project =
            new TestProject()
                    .target("deps", t -> t.from(BASE).workdir("/app").copy("pom", "./"))
                    .target(
                            "compile",
                            t ->
                                    t.fromTarget("deps")
                                            .copy("src", "src")
                                            .run("cat src/* > classes")
                                            .artifact("classes"))
                    .target(
                            "assets",
                            t ->
                                    t.from(BASE)
                                            .workdir("/web")
                                            .copy("web", "./")
                                            .run("mkdir dist; cp *.css dist/")
                                            .artifact("dist", "build/static"))
                    .target(
                            "release",
                            t ->
                                    t.fromScratch()
                                            .copyArtifact("compile", "classes", "/out/classes")
                                            .copyArtifact("assets", "dist", "/out/static")
                                            .artifact("/out", "build/release"));

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("pom", "pom " + NONCE);
        checker.write("src/A.java", "class A");
        checker.write("src/B.java", "class B");
        checker.write("web/site.css", "body {}");
    }

    @Test
    void build_whenNew_runsEveryNode_andThenNone() throws Exception {
        Checked first = checker.build(project.goals("release", "assets"));

        assertThat(first.ran()).containsExactly("assets", "compile", "deps", "release");
        assertThat(checker.path("build/release/classes")).hasContent("class Aclass B");
        assertThat(checker.path("build/release/static/site.css")).hasContent("body {}");
        assertThat(checker.path("build/static/site.css")).hasContent("body {}");

        Checked second = checker.build(project.goals("release", "assets"));

        assertThat(second.ran()).isEmpty();
        assertThat(second.reused()).containsExactly("assets", "compile", "deps", "release");
        assertThat(second.askedEngine()).isFalse();
        assertThat(second.report().deliveries()).allMatch(Delivery::unchanged).hasSize(2);
    }

    @Test
    void build_whenOneFileChanges_runsOnlyWhatUsesIt() throws Exception {
        checker.build(project.goals("release"));

        checker.write("web/site.css", "body { color: red }");
        assertThat(checker.build(project.goals("release")).ran())
                .containsExactly("assets", "release");
        assertThat(checker.path("build/release/static/site.css")).hasContent("body { color: red }");

        checker.write("src/B.java", "class B2");
        assertThat(checker.build(project.goals("release")).ran())
                .containsExactly("compile", "release");

        checker.write("src/C.java", "class C");
        assertThat(checker.build(project.goals("release")).ran())
                .containsExactly("compile", "release");

        Files.delete(checker.path("src/C.java"));
        assertThat(checker.build(project.goals("release")).ran()).isEmpty();
        assertThat(checker.path("build/release/classes")).hasContent("class Aclass B2");

        checker.write("unrelated", "x");
        assertThat(checker.build(project.goals("release")).ran()).isEmpty();
    }

    @Test
    void build_whenFileIsOnlyTouched_runsNothing() throws Exception {
        checker.build(project.goals("release"));

        Files.setLastModifiedTime(
                checker.path("src/A.java"), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(checker.build(project.goals("release")).ran()).isEmpty();
    }

    @Test
    void build_whenModeChanges_runsWhatUsesIt() throws Exception {
        checker.build(project.goals("release"));

        Files.setPosixFilePermissions(
                checker.path("src/A.java"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(checker.build(project.goals("release")).ran()).contains("compile");
    }

    @Test
    void build_whenDeliveredFilesAreGone_placesThemWithoutTheEngine() throws Exception {
        checker.build(project.goals("assets"));
        Files.delete(checker.path("build/static/site.css"));
        checker.write("build/static/mine.txt", "not of the artifact");

        Checked again = checker.build(project.goals("assets"));

        assertThat(checker.path("build/static/site.css")).hasContent("body {}");
        assertThat(checker.path("build/static/mine.txt")).exists();
        assertThat(again.askedEngine()).isFalse();
    }

    @Test
    void build_whenArtifactLosesAFile_deletesItAtItsPlace() throws Exception {
        checker.write("web/old.css", "old");
        checker.build(project.goals("assets"));
        assertThat(checker.path("build/static/old.css")).exists();

        Files.delete(checker.path("web/old.css"));
        checker.build(project.goals("assets"));

        assertThat(checker.path("build/static/old.css")).doesNotExist();
        assertThat(checker.path("build/static/site.css")).exists();
    }

    @Test
    void build_whenStepFails_saysWhichAndDeliversNothing() throws Exception {
        TestProject failing =
                new TestProject()
                        .target(
                                "good",
                                t -> t.from(BASE).run("echo x > /x").artifact("/x", "build/x"))
                        .target(
                                "bad",
                                t -> t.from(BASE).run("echo out; echo err >&2; exit 37 # " + NONCE))
                        .target("after", t -> t.fromTarget("bad").run("true"));

        Checked failed = checker.build(failing.goals("good", "after"));

        assertThat(failed.report().succeeded()).isFalse();
        StepFailure failure = failed.report().failures().getFirst();
        assertThat(failure.node()).isEqualTo(TestProject.id("bad"));
        assertThat(failure.exitCode()).hasValue(37);
        assertThat(failure.span()).hasToString("jbuild.groovy:2:1");
        assertThat(failure.command()).startsWith("run echo out;");
        assertThat(failure.output()).containsExactlyInAnyOrder("out", "err");
        assertThat(failed.report().nodes().get(TestProject.id("after")))
                .isEqualTo(new NodeOutcome.Skipped(TestProject.id("bad")));
        assertThat(checker.path("build")).doesNotExist();

        assertThat(checker.build(failing.goals("after")).report().failures()).hasSize(1);
    }

    @Test
    void build_whenCopiedFileIsMissing_saysWhichBeforeAnythingRuns() {
        TestProject missing =
                new TestProject().target("t", t -> t.from(BASE).copy("nope.txt", "./"));

        assertThatThrownBy(() -> checker.build(missing.goals("t")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`nope.txt` matches no file");
    }

    @Test
    void build_whenFileMayBeMissing_goesOnWithout() throws Exception {
        Step.CopyOptions lenient =
                new Step.CopyOptions(Optional.empty(), Optional.empty(), List.of(), true);
        TestProject optional =
                new TestProject()
                        .target("t", t -> t.from(BASE).copy("nope.txt", "/x", lenient).run("true"));

        assertThat(checker.build(optional.goals("t")).report().succeeded()).isTrue();
    }

    @Test
    void build_whenPartOfATargetIsLeftOut_copiesTheRestOrSaysThatTheEngineCannot()
            throws Exception {
        Step.CopyOptions partly =
                new Step.CopyOptions(
                        Optional.empty(), Optional.empty(), List.of("**/*.map"), false);
        TestProject sites =
                new TestProject()
                        .target(
                                "site",
                                t ->
                                        t.from(BASE)
                                                .run("mkdir -p /site/js; cd /site; touch a.map")
                                                .run("touch /site/js/a.js /site/js/a.map")
                                                .artifact("/site"))
                        .target(
                                "slim",
                                t ->
                                        t.fromScratch()
                                                .copyArtifact("site", "site", "/slim", partly)
                                                .artifact("/slim", "build/slim"));

        if (EngineUnderTest.capabilities().copyPatterns()) {
            checker.build(sites.goals("slim"));

            try (Stream<Path> files = Files.walk(checker.path("build/slim"))) {
                assertThat(files.filter(Files::isRegularFile).map(checker.path("")::relativize))
                        .containsExactly(Path.of("build/slim/js/a.js"));
            }
        } else {
            assertThatThrownBy(() -> checker.build(sites.goals("slim")))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("cannot leave out a part");
        }
    }

    @Test
    void build_whenWholeFolderIsCopied_keepsItsShapeButForIgnoredFiles() throws Exception {
        checker.write(".jbuildignore", "src\n!src/B.java\nbuild\n.jbuildignore\n");
        TestProject whole =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .workdir("/app")
                                                .copy(".", "./")
                                                .run("find . -type f | sort > /listing")
                                                .artifact("/listing", "build/listing"));

        checker.build(whole.goals("t"));

        assertThat(checker.path("build/listing"))
                .hasContent("./pom\n./src/B.java\n./web/site.css\n");
        assertThat(checker.build(whole.goals("t")).ran()).isEmpty();
    }

    @Test
    void build_whenLinkAboveThePlaceLeadsOutside_refuses(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(checker.path("build"), outside);

        assertThatThrownBy(() -> checker.build(project.goals("assets")))
                .isInstanceOf(EnvironmentFailure.class)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("delivery-outside");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void build_whenTargetNeedsAnother_runsThatAlone_andFailsWithIt() throws Exception {
        TestProject needing =
                new TestProject()
                        .target(
                                "lint",
                                t -> t.from(BASE).copy("pom", "/pom").run("! grep -q wrong /pom"))
                        .target("base", t -> t.from(BASE).run("echo " + NONCE + " > /out"))
                        .target(
                                "app",
                                t -> t.fromTarget("base").needs("lint").artifact("/out", "out"));

        assertThat(checker.build(needing.goals("app")).ran())
                .containsExactly("app", "base", "lint");
        assertThat(checker.build(needing.goals("app")).ran()).isEmpty();

        checker.write("pom", "other " + NONCE);
        assertThat(checker.build(needing.goals("app")).ran()).containsExactly("lint");

        checker.write("pom", "wrong " + NONCE);
        Files.delete(checker.path("out"));
        assertThat(checker.build(needing.goals("app")).report().succeeded()).isFalse();
        assertThat(checker.path("out")).doesNotExist();
    }

    @Test
    void build_whenArtifactIsNotMade_saysWhich() {
        TestProject missing =
                new TestProject()
                        .target("t", t -> t.from(BASE).run("true").artifact("/no", "build/no"));

        assertThatThrownBy(() -> checker.build(missing.goals("t")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`+t` made no `/no`");
        assertThat(checker.path("build")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "/out/sub, /out/sub/pipe, a named pipe",
        "/out/**/p*, /out/sub/pipe, a named pipe",
        "/out/null, /out/null, a device"
    })
    void build_whenAnArtifactHasASpecialFile_saysWhichAndWritesNothing(
            String artifact, String path, String kind) throws Exception {
        if (EngineUnderTest.isOld()) {
            return;
        }
        assertThatThrownBy(() -> checker.build(special(artifact)))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`+t` made `" + path + "`, which is " + kind);
        assertThat(checker.path("build")).doesNotExist();
    }

    @Test
    void build_whenASpecialFileIsBesideWhatAPatternMatches_isNotTroubled() throws Exception {
        checker.build(special("/out/**/*.txt"));

        assertThat(checker.path("build/out/sub/a.txt")).hasContent("a");
    }

    private static Project special(String artifact) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .run(
                                                "mkdir -p /out/sub; mkfifo /out/sub/pipe;"
                                                        + " printf a > /out/sub/a.txt")
                                        .run("mknod /out/null c 1 3")
                                        .artifact(artifact, "build/out"))
                .goals("t");
    }

    @Test
    void build_whenImageDoesNotExist_saysWhich() {
        TestProject unknown =
                new TestProject()
                        .target("t", t -> t.from(EngineUnderTest.registry() + "/no/such:1"));

        assertThatThrownBy(() -> checker.build(unknown.goals("t")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("/no/such:1` for linux/amd64");
    }

    @Test
    void build_whenEngineIsUnreachable_saysWhere() {
        checker.environment("DOCKER_HOST", "unix:///nonexistent/docker.sock");

        assertThatThrownBy(() -> checker.inTheEngine().build(project.goals("release")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("unix:///nonexistent/docker.sock")
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("engine-unreachable");
    }

    @Test
    void build_whenInterrupted_endsSoonAndDeliversNothing() throws Exception {
        TestProject slow =
                new TestProject()
                        .target(
                                "slow",
                                t ->
                                        t.from(BASE)
                                                .run("echo " + NONCE + "; sleep 60")
                                                .artifact("/etc", "build/etc"));
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread builder =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        checker.build(slow.goals("slow"));
                                    } catch (Exception e) {
                                        end.set(e);
                                    }
                                });
        builder.join(3000);
        long interrupted = System.nanoTime();
        builder.interrupt();
        builder.join();

        assertThat((System.nanoTime() - interrupted) / 1_000_000).isLessThan(2000);
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(checker.path("build")).doesNotExist();
    }

    @Test
    void build_whenTrustingTheHost_showsStepsItsBundleAndLeavesNoTrace() throws Exception {
        Path bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
        TestProject trusting =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        "echo $SSL_CERT_FILE; wc -c <"
                                                                + " $SSL_CERT_FILE; echo "
                                                                + NONCE)
                                                .run("ls -d /dev/* > /listing")
                                                .artifact("/listing", "build/listing"));

        Checked trusted = checker.build(trusting.goals("t"));
        assertThat(trusted.output())
                .contains("/dev/jbuild/ca.pem", Long.toString(Files.size(bundle)));

        checker.trusting(new Trust.None());
        assertThat(checker.build(trusting.goals("t")).ran()).isEmpty();
    }

    /** As every Java virtual machine does when it starts. */
    @Test
    void build_whenStepEchoesWhatTrustSets_doesNotTell() throws Exception {
        String echo = "echo \"Picked up JAVA_TOOL_OPTIONS: $JAVA_TOOL_OPTIONS\"; ";
        TestProject java =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .run(echo + "echo " + NONCE)
                                                .run("export JAVA_TOOL_OPTIONS=-Xmx1g; " + echo));

        assertThat(checker.build(java.goals("t")).output())
                .containsExactly(NONCE, "Picked up JAVA_TOOL_OPTIONS: -Xmx1g");
    }

    @Test
    void build_whenNotTrusting_setsNoVariable() throws Exception {
        checker.trusting(new Trust.None());
        TestProject doubtful =
                new TestProject()
                        .target(
                                "t",
                                t -> t.from(BASE).run("echo \"[$SSL_CERT_FILE]\"; echo " + NONCE));

        assertThat(checker.build(doubtful.goals("t")).output()).contains("[]");
    }

    @Test
    void build_whenSameStepsHaveTwoNames_tellsBothAndRunsThemOnce() throws Exception {
        String script = "echo once " + NONCE;
        TestProject twins =
                new TestProject()
                        .target("one", t -> t.from(BASE).run(script))
                        .target("two", t -> t.from(BASE).run(script));

        Checked built = checker.build(twins.goals("one", "two"));

        assertThat(built.ran()).containsExactly("one", "two");
        assertThat(built.output()).containsOnlyOnce("once " + NONCE);
    }

    @Test
    void build_whenAFailedStepPrintsMoreThanTheBuilderPassesOn_knowsThat() throws Exception {
        TestProject failing =
                new TestProject()
                        .target("t", t -> t.from(BASE).run("seq 500000; exit 3; : " + NONCE));

        Checked failed = checker.build(failing.goals("t"));

        StepFailure failure = failed.report().failures().getFirst();
        assertThat(failure.exitCode()).hasValue(3);
        assertThat(failure.cut()).hasValueSatisfying(cut -> assertThat(cut).contains("log limit"));
        assertThat(failure.output()).contains("1").hasSizeLessThan(500_000);
    }

    @Test
    void build_whenStepsAreOfAnotherProcessor_saysThatTheyAreEmulated() throws Exception {
        TestProject foreign =
                new TestProject()
                        .target(
                                "t",
                                TestProject.ARM64,
                                t -> t.from(BASE).run("uname -m; sleep 2; : " + NONCE));

        Checked built = checker.build(foreign.goals(TestProject.id("t", TestProject.ARM64)));

        assertThat(built.output()).contains("aarch64");
        assertThat(built.events())
                .contains(
                        new BuildEvent.Notice("+t linux/arm64 runs emulated, which takes its time"))
                .anyMatch(
                        event ->
                                event instanceof BuildEvent.Notice(String text)
                                        && text.matches(
                                                "emulated steps took [1-9][0-9]* s in all;"
                                                        + " --builder linux/arm64=ADDRESS has them"
                                                        + " run natively"));
    }

    @Test
    void build_whenEngineCannotRunThePlatform_saysSoBeforeAnythingRuns() {
        Platform other = Platform.parse("linux/s390x");
        TestProject foreign =
                new TestProject().target("t", other, t -> t.fromScratch().runArgv("/bin/true"));

        assertThatThrownBy(
                        () ->
                                checker.inTheEngine()
                                        .build(foreign.goals(TestProject.id("t", other))))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessage(
                        "`+t linux/s390x` has steps to run, and the engine runs no linux/s390x");
    }

    @Test
    void build_tellsStepsInOrder() throws Exception {
        Checked built =
                checker.build(
                        new TestProject()
                                .target("t", t -> t.from(BASE).run("echo hello; true " + NONCE))
                                .goals("t"));

        List<BuildEvent> ofRun =
                built.events().stream()
                        .filter(
                                event ->
                                        switch (event) {
                                            case BuildEvent.StepStarted e -> e.step() == 1;
                                            case BuildEvent.StepOutput e -> e.step() == 1;
                                            case BuildEvent.StepFinished e -> e.step() == 1;
                                            default -> false;
                                        })
                        .toList();
        assertThat(ofRun)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        BuildEvent.StepStarted.class,
                        BuildEvent.StepOutput.class,
                        BuildEvent.StepFinished.class);
    }
}
