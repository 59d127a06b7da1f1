package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.buildkit.testing.OwnEngine;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.shell.Room;
import dev.jbuild.engine.shell.Visitor;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.ServiceChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Builds whose platforms have builders of their own, with a second real engine for one. */
@Tag("engine")
class SeveralBuildersTest {
    /** The steps of the second engine have no network. */
    private static final RunOptions ALONE =
            new RunChange().network(RunOptions.Network.NONE).options();

    private static final Step.CopyOptions PLAINLY = Step.CopyOptions.DEFAULT;

    private static final Step.CopyOptions IF_EXISTS =
            new Step.CopyOptions(Optional.empty(), Optional.empty(), List.of(), true);

    private static OwnEngine second;
    private static Forwarder buildkitd;

    private BuildChecker checker;

    @BeforeAll
    static void startSecondEngine() throws Exception {
        second = OwnEngine.start();
        buildkitd = Forwarder.buildkitd(second.socket());
    }

    @AfterAll
    static void stopSecondEngine() throws Exception {
        buildkitd.close();
        second.close();
    }

    @BeforeEach
    void writeProject(@TempDir Path temp) throws Exception {
        checker = new BuildChecker(temp).inTheEngine();
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
                .artifact("dist/*/*.txt")
                .artifact("absent")
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
                                        .copy(page("dist/*/*.txt"), "matched/", PLAINLY)
                                        .copy(page("absent"), "./", IF_EXISTS)
                                        .run(where("/where"), ALONE)
                                        .run(
                                                "cat page.txt static/link matched/page.txt > all",
                                                ALONE)
                                        .run("cat app.txt >> all", ALONE)
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
                .hasContent(page + page + page + "app " + NONCE + "750 0 315619200\n");
        assertThat(checker.path("build/where-pages"))
                .content()
                .startsWith("x86_64\n")
                .doesNotContain(second.mark());
        assertThat(checker.path("build/where-app"))
                .content()
                .startsWith("aarch64\n")
                .contains(second.mark());
    }

    @Test
    void results_madeElsewhere_countTheSame() throws Exception {
        checker.build(files());

        checker.write("app.txt", "another app " + NONCE);
        Checked changed = checker.build(files());
        assertThat(changed.ran()).containsExactly("app");
        assertThat(checker.path("build/all")).content().contains("another app " + NONCE);

        checker.builder();
        Checked again = checker.build(files());
        assertThat(again.ran()).isEmpty();
        assertThat(again.askedEngine()).isFalse();
    }

    @Test
    void files_ofAnotherBuilder_travelOnce_andThoseThatAreNotThereAreMissed() throws Exception {
        int size = 4_000_000;
        TestProject project =
                new TestProject()
                        .target(
                                "data",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        "head -c " + size + " /dev/urandom > /d",
                                                        ALONE)
                                                .artifact("/d")
                                                .artifact("/absent"));
        Step.CopySource data = new Step.CopySource.Artifact(id("data"), "d");
        Step.CopySource absent = new Step.CopySource.Artifact(id("data"), "absent");
        for (String name : List.of("one", "two")) {
            project.target(name, ARM64, t -> t.from(BASE).copy(data, "/" + name + NONCE, PLAINLY));
        }
        project.target("lost", ARM64, t -> t.from(BASE).copy(absent, "/lost", PLAINLY));

        long before = buildkitd.sent();
        Checked built = checker.build(project.goals(id("one", ARM64), id("two", ARM64)));
        assertThat(built.ran()).containsExactlyInAnyOrder("data", "one", "two");
        assertThat(buildkitd.sent() - before).isBetween((long) size, 2L * size);

        Checked failed = checker.build(project.goals(id("lost", ARM64)));
        assertThat(failed.failed()).containsExactly("lost");
        assertThat(failed.report().nodes().get(id("lost", ARM64)))
                .isInstanceOfSatisfying(
                        NodeOutcome.Failed.class,
                        outcome ->
                                assertThat(outcome.failure().command())
                                        .isEqualTo("copy +data/absent into /lost"));
    }

    /** An image of both platforms, with a file that a target of one of them has made. */
    private static Project image(ImageName name) {
        TestProject project = new TestProject().target("pages", SeveralBuildersTest::pages);
        ImageName attested = ImageName.parse(name + "-attested");
        ImageOptions options =
                new ImageOptions(
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        ImageOptions.Packing.GZIP,
                        true,
                        Optional.empty());
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t ->
                            t.from(BASE)
                                    .annotations(Map.of("org.example.note", "several"))
                                    .copy("app.txt", "/app.txt")
                                    .copy(page("dist"), "/static", PLAINLY)
                                    .image(name.toString(), true)
                                    .step(new Step.Image(List.of(attested), options, t.span())));
        }
        return project.goals(id("app", AMD64), id("app", ARM64));
    }

    private static ImageName name(String tag) {
        return ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/several:" + tag + NONCE);
    }

    @Test
    void image_ofSeveralBuilders_isTheOneThatASingleBuilderMakes(@TempDir Path other)
            throws Exception {
        if (EngineUnderTest.hasGraphDriver()) {
            assertThatThrownBy(() -> checker.build(image(name("refused"))))
                    .isInstanceOfSatisfying(
                            UserMistake.class,
                            mistake ->
                                    assertThat(mistake.diagnostics())
                                            .extracting(Diagnostic::code)
                                            .contains("engine-cannot-join"));
            return;
        }
        ImageName name = name("joined");
        checker.pushing();
        Checked built = checker.build(image(name));
        Delivery.Loaded loaded = built.delivered(Delivery.Loaded.class);
        assertThat(loaded.platforms()).containsExactly(AMD64, ARM64);
        assertThat(loaded.id()).isEqualTo(built.pushed().index());
        assertThat(TestRegistry.manifest(name, name.tag()).path("manifests")).hasSize(2);
        assertThat(TestRegistry.manifest(name, name.tag() + "-attested").path("manifests"))
                .hasSize(4);
        assertThat(checker.cacheFolder().resolve("state/staging")).isEmptyDirectory();

        Checked again = checker.build(image(name));
        assertThat(again.report().deliveries()).hasSize(4).allMatch(Delivery::unchanged);

        BuildChecker single = new BuildChecker(other).inTheEngine();
        single.write("page.txt", "page " + NONCE);
        single.write("app.txt", "app " + NONCE);
        single.pushing();
        assertThat(pushed(single.build(image(name)))).isEqualTo(pushed(built));
    }

    private static List<Digest> pushed(Checked built) {
        return built.report().deliveries().stream()
                .filter(Delivery.Pushed.class::isInstance)
                .map(delivery -> ((Delivery.Pushed) delivery).index())
                .toList();
    }

    @Test
    void run_atAnotherBuilder_hasItsMounts_itsSecrets_andItsCaches() throws Exception {
        checker.secret("token", "hidden" + NONCE);
        RunOptions options =
                new RunChange()
                        .network(RunOptions.Network.NONE)
                        .secret(new RunOptions.Secret.File("/run/secrets/token", "token"))
                        .mount("/pages", page("dist/sub"))
                        .options();
        String cacheId = "several-" + NONCE;
        TestProject project = new TestProject().target("pages", SeveralBuildersTest::pages);
        project.target(
                "app",
                ARM64,
                t ->
                        t.from(BASE)
                                .cache("/cache", cacheId)
                                .run("echo kept > /cache/here", ALONE)
                                .run("cat /pages/page.txt /cache/here > /out", options)
                                .run("stat -c '%u %Y' /pages/page.txt >> /out", options)
                                .run("wc -c < /run/secrets/token >> /out", options)
                                .artifact("/out", "build/out"));
        checker.build(project.goals(id("app", ARM64)));

        assertThat(checker.path("build/out"))
                .hasContent(
                        ("page " + NONCE).toUpperCase(java.util.Locale.ROOT)
                                + "kept\n0 315619200\n"
                                + ("hidden" + NONCE).length()
                                + "\n");
    }

    /** Of three targets, the one at the second engine fails, and one needs it. */
    private static Project failing(String script) {
        return new TestProject()
                .target("pages", SeveralBuildersTest::pages)
                .target("test", ARM64, t -> t.from(BASE).run(script, ALONE).always("/log", "log"))
                .target(
                        "report",
                        t ->
                                t.from(BASE)
                                        .copy(
                                                new Step.CopySource.Artifact(
                                                        id("test", ARM64), "log"),
                                                "/log",
                                                PLAINLY)
                                        .run("cat /log", ALONE))
                .goals(id("pages"), id("test", ARM64), id("report"));
    }

    @Test
    void failure_atOneBuilder_isThatOfItsNode_andItsSandboxIsOpen() throws Exception {
        String script = "echo " + NONCE + " > /log; echo lost; exit 7";
        checker.using(Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING));
        List<String> seen = new ArrayList<>();
        Visitor visitor = room -> seen.add(look(room));
        BuildReport report = checker.visit(failing(script), visitor);

        assertThat(report.nodes().get(id("test", ARM64)))
                .isInstanceOfSatisfying(
                        NodeOutcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure().exitCode()).hasValue(7);
                            assertThat(failed.failure().output()).containsExactly("lost");
                        });
        assertThat(report.nodes().get(id("pages"))).isInstanceOf(NodeOutcome.Built.class);
        assertThat(report.nodes().get(id("report")))
                .isEqualTo(new NodeOutcome.Skipped(id("test", ARM64)));
        assertThat(seen).hasSize(1);
        if (keepsFailedState()) {
            assertThat(checker.path("log")).hasContent(NONCE);
            assertThat(seen).containsExactly(NONCE);
        }
    }

    private static String look(Room room) throws BuildException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        room.start(List.of("cat", "/log"), out, out).await();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private static boolean keepsFailedState() throws Exception {
        return EngineUnderTest.capabilities().secretEnv();
    }

    @Test
    void builders_whenEachBuildsOneAtATime_workBesideEachOther() throws Exception {
        TestProject project = new TestProject();
        for (String name : List.of("one", "two")) {
            project.target(name, t -> t.from(BASE).run("sleep 3; : " + name + NONCE, ALONE));
        }
        project.target("far", ARM64, t -> t.from(BASE).run("sleep 3; : far" + NONCE, ALONE));
        checker.using(Conduct.USUAL.with(1));

        Checked built = checker.build(project.goals(id("one"), id("two"), id("far", ARM64)));

        assertThat(ends(built, Set.of("one", "two")))
                .as("one at a time")
                .containsExactly("begins", "ends", "begins", "ends");
        assertThat(ends(built, Set.of("one", "two", "far")).subList(0, 2))
                .as("at each builder")
                .containsExactly("begins", "begins");
    }

    /** When targets begin and end, in order. */
    private static List<String> ends(Checked built, Set<String> targets) {
        List<String> ends = new ArrayList<>();
        for (BuildEvent event : built.events()) {
            if (event instanceof BuildEvent.NodeStarted(var node, var _)
                    && targets.contains(node.target().name())) {
                ends.add("begins");
            }
            if (event instanceof BuildEvent.NodeFinished(var node, var _)
                    && targets.contains(node.target().name())) {
                ends.add("ends");
            }
        }
        return ends;
    }

    @Test
    void interruption_endsTheStepsOfAllBuilders() throws Exception {
        String mark = "several-" + NONCE;
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "endless",
                    platform,
                    t -> t.from(BASE).run("tail -f /dev/null # " + mark, ALONE));
        }
        Project both = project.goals(id("endless", AMD64), id("endless", ARM64));
        CountDownLatch running = new CountDownLatch(2);
        FutureTask<Checked> build =
                new FutureTask<>(
                        () ->
                                checker.build(
                                        both,
                                        event -> {
                                            if (event instanceof BuildEvent.StepStarted started
                                                    && started.description().startsWith("run")) {
                                                running.countDown();
                                            }
                                        }));
        Thread user = Thread.ofPlatform().start(build);
        running.await();
        while (processes(mark) < 2) {
            Thread.onSpinWait();
        }

        user.interrupt();

        assertThatThrownBy(build::get).hasCauseInstanceOf(InterruptedException.class);
        while (processes(mark) > 0) {
            Thread.onSpinWait();
        }
    }

    /** How many processes of this machine have a text among their arguments. */
    private static long processes(String mark) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> arguments(process).contains(mark)).count();
        }
    }

    private static String arguments(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            // It is no process, or has ended meanwhile.
            return "";
        }
    }

    @Test
    void builder_thatIsNotThere_failsItsNodes_andNoOthersWithKeepGoing() throws Exception {
        String gone = "tcp://localhost:1";
        checker.builder("linux/arm64=" + gone);
        assertThatThrownBy(() -> checker.build(failing("true")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageStartingWith("no BuildKit answers at `" + gone + "`");

        checker.using(Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING));
        Checked built = checker.build(failing("true"));
        assertThat(built.ran()).containsExactly("pages");
        assertThat(built.failed()).containsExactly("test");
        assertThat(built.skipped()).containsExactly("report");
        assertThat(built.report().nodes().get(id("test", ARM64)))
                .isInstanceOfSatisfying(
                        NodeOutcome.Failed.class,
                        failed -> {
                            assertThat(failed.failure().message())
                                    .startsWith("no BuildKit answers at `" + gone);
                            assertThat(failed.failure().cure()).isPresent();
                        });
        assertThat(built.report().lacksOnlyWhatIsOutside()).isTrue();

        // Where nothing is to be made by it, nobody misses it.
        checker.using(Conduct.USUAL);
        checker.builder("linux/arm64=tcp://" + buildkitd.name());
        checker.build(files());
        checker.write("page.txt", "other page " + NONCE);
        checker.builder("linux/arm64=" + gone);
        Project pages =
                new TestProject().target("pages", SeveralBuildersTest::pages).goals("pages");
        assertThat(checker.build(pages).ran()).containsExactly("pages");
    }

    @Test
    void builder_thatCannotRunThePlatform_orReachServices_isRefused() throws Exception {
        Platform unknown = Platform.parse("linux/mips64");
        checker.builder("linux/mips64=tcp://" + buildkitd.name());
        TestProject strange =
                new TestProject()
                        .target("t", unknown, t -> t.fromScratch().run("true " + NONCE, ALONE));
        assertThatThrownBy(() -> checker.build(strange.goals(id("t", unknown))))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> assertThat(failure.hint()).contains("--builder linux/mips64="))
                .hasMessage(
                        "`+t linux/mips64` has steps to run, and tcp://"
                                + buildkitd.name()
                                + " runs no linux/mips64");

        checker.builder("linux/arm64=tcp://" + buildkitd.name());
        TestProject served =
                new TestProject()
                        .target(
                                "t",
                                ARM64,
                                t ->
                                        t.from(BASE)
                                                .service(new ServiceChange("db"))
                                                .run("true " + NONCE, ALONE));
        assertThatThrownBy(() -> checker.build(served.goals(id("t", ARM64))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("this target is made at tcp://" + buildkitd.name());
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
