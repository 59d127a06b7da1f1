package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RunOptions.When;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Tag("engine")
class ImageTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);
    private static final ImageName IMAGE =
            ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/app:" + NONCE);

    /** A file that says another time of the years from 2023 on each time that it is written. */
    private static final String WRITE_AT_ANY_TIME =
            "echo made > made; touch -d @1$((7 + $(date +%N | cut -c1) % 3))$(date +%N | cut -c1-8)"
                    + " made";

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("hello.txt", "hello");
    }

    /** An image of files only: it needs no emulation on any platform. */
    private static Project project(ImageName name, Platform... platforms) {
        return TestProject.onPlatforms(
                "app",
                t ->
                        t.from(BASE)
                                .workdir("/app")
                                .env("PATH", "/app/bin:$PATH")
                                .copy("hello.txt", "./")
                                .user("10001:10001")
                                .label("org.opencontainers.image.title", "App")
                                .step(entrypoint("/bin/cat", "hello.txt"))
                                .image(name.toString(), true),
                platforms);
    }

    private static Step entrypoint(String... argv) {
        return new Step.Entrypoint(List.of(argv), SPAN);
    }

    @Test
    void build_whenPushingTwoPlatforms_pushesOneIndexOfBoth() throws Exception {
        checker.pushing();
        Project project = project(IMAGE, AMD64, ARM64);

        Checked built = checker.build(project);

        Delivery.Pushed pushed = built.pushed();
        assertThat(pushed.unchanged()).isFalse();
        assertThat(pushed.platforms()).containsExactly(AMD64, ARM64);
        JsonNode index = TestRegistry.manifest(IMAGE, pushed.index().toString());
        assertThat(TestRegistry.manifest(IMAGE, IMAGE.tag())).isEqualTo(index);
        List<String> architectures = new ArrayList<>();
        for (JsonNode manifest : index.path("manifests")) {
            String architecture = manifest.path("platform").path("architecture").asText();
            architectures.add(architecture);
            JsonNode config = TestRegistry.config(IMAGE, manifest.path("digest").asText());
            assertThat(config.path("architecture").asText()).isEqualTo(architecture);
            assertThat(config.path("config").path("User").asText()).isEqualTo("10001:10001");
            assertThat(config.path("config").path("WorkingDir").asText()).isEqualTo("/app");
            assertThat(config.path("config").path("Env").toString())
                    .contains("PATH=/app/bin:/usr/local/sbin:");
        }
        assertThat(architectures).containsExactly("amd64", "arm64");
    }

    @Test
    void build_whenImageSaysHowItRuns_registryHasItAll() throws Exception {
        checker.pushing();
        ImageName configured = ImageName.parse(IMAGE + "-configured");
        TestProject project = new TestProject();
        boolean annotates = !EngineUnderTest.hasGraphDriver();
        Map<String, String> annotations = annotates ? Map.of("org.example.a", NONCE) : Map.of();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t ->
                            t.fromScratch()
                                    .step(new Step.Volume(List.of("/data", "/log"), SPAN))
                                    .step(new Step.StopSignal("SIGQUIT", SPAN))
                                    .step(new Step.Shell(List.of("/bin/bash", "-ec"), SPAN))
                                    .step(
                                            new Step.Healthcheck(
                                                    Optional.of(new Step.Command.Script("check")),
                                                    Optional.of(Duration.ofSeconds(30)),
                                                    Optional.empty(),
                                                    Optional.of(Duration.ofMinutes(1)),
                                                    3,
                                                    SPAN))
                                    .image(configured.toString(), true)
                                    .annotations(annotations));
        }

        Delivery.Pushed pushed =
                checker.build(project.goals(id("app", AMD64), id("app", ARM64))).pushed();

        JsonNode index = TestRegistry.manifest(configured, pushed.index().toString());
        String expected = annotates ? NONCE : "";
        assertThat(index.path("annotations").path("org.example.a").asText()).isEqualTo(expected);
        for (JsonNode entry : index.path("manifests")) {
            String digest = entry.path("digest").asText();
            JsonNode manifest = TestRegistry.manifest(configured, digest);
            assertThat(manifest.path("annotations").path("org.example.a").asText())
                    .isEqualTo(expected);
            JsonNode config = TestRegistry.config(configured, digest).path("config");
            assertThat(config.path("Volumes").fieldNames())
                    .toIterable()
                    .containsExactly("/data", "/log");
            assertThat(config.path("StopSignal").asText()).isEqualTo("SIGQUIT");
            assertThat(config.path("Shell").toString()).isEqualTo("[\"/bin/bash\",\"-ec\"]");
            assertThat(config.path("Healthcheck").toString())
                    .isEqualTo(
                            "{\"Test\":[\"CMD-SHELL\",\"check\"],\"Interval\":30000000000,"
                                    + "\"StartPeriod\":60000000000,\"Retries\":3}");
        }
    }

    @Test
    void build_whenImageIsWhereItBelongs_solvesAndPushesNothing() throws Exception {
        checker.pushing();
        Project project = project(IMAGE, AMD64, ARM64);
        Delivery.Pushed first = checker.build(project).pushed();

        Checked again = checker.build(project);

        assertThat(again.ran()).isEmpty();
        assertThat(again.report().deliveries()).hasSize(2).allMatch(Delivery::unchanged);
        assertThat(again.pushed().index()).isEqualTo(first.index());
    }

    @Test
    void build_whenTagWasMovedInTheRegistry_pushesAgain() throws Exception {
        checker.pushing();
        ImageName moved = ImageName.parse(IMAGE + "-moved");
        Delivery.Pushed first = checker.build(project(moved, AMD64)).pushed();
        TestProject other =
                new TestProject()
                        .target("x", t -> t.from(BASE).env("X", "1").image(moved.toString(), true));
        checker.build(other.goals("x"));

        Checked again = checker.build(project(moved, AMD64));

        assertThat(again.ran()).isEmpty();
        assertThat(again.pushed().unchanged()).isFalse();
        assertThat(again.pushed().index()).isEqualTo(first.index());
    }

    @Test
    void build_whenNotPushing_leavesTheRegistryAlone() throws Exception {
        ImageName local = ImageName.parse(IMAGE + "-local");

        Checked built = checker.build(project(local, AMD64));

        assertThat(built.report().deliveries()).singleElement().isInstanceOf(Delivery.Loaded.class);
        assertThatThrownBy(() -> TestRegistry.manifest(local, local.tag()))
                .hasMessageContaining("answers 404");
    }

    @Test
    void build_whenEngineLostTheImage_loadsItAgain() throws Exception {
        ImageName local = ImageName.parse(IMAGE + "-lost");
        checker.build(project(local, AMD64));
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            engine.untag(local);
            assertThat(engine.imageId(local)).isEmpty();

            Checked again = checker.build(project(local, AMD64));

            assertThat(again.ran()).isEmpty();
            assertThat(again.report().deliveries()).noneMatch(Delivery::unchanged);
            assertThat(engine.imageId(local)).isPresent();
        }
    }

    /** At a socket it is asked for in another way than elsewhere. */
    @Test
    void idOfAnImage_isTheSameAtEveryAddressOfTheEngine() throws Exception {
        ImageName local = ImageName.parse(IMAGE + "-id");
        checker.build(project(local, AMD64));
        try (Forwarder tcp = new Forwarder(EngineUnderTest.socket());
                DockerEngine near =
                        DockerEngine.find(
                                Map.of(
                                        "DOCKER_HOST",
                                        "unix://" + EngineUnderTest.socket().getPath()));
                DockerEngine far =
                        DockerEngine.find(Map.of("DOCKER_HOST", "tcp://" + tcp.name()))) {
            assertThat(near.imageId(local)).isPresent().isEqualTo(far.imageId(local));
            near.untag(local);
            assertThat(near.imageId(local)).isEmpty();
            assertThat(far.imageId(local)).isEmpty();
        }
    }

    @Test
    void build_whenRegistryRefuses_saysSoAndDeliversNothing() throws Exception {
        ImageName name = ImageName.parse("localhost:1/jbuild-test/app:" + NONCE);
        Project project = project(name, AMD64);
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            checker.pushing();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertRefused(project, name);
                assertThat(engine.imageId(name)).isEmpty();
            }
        }
    }

    @Test
    void build_whenRegistryRefusesAnotherVersion_leavesTheImageThatTheEngineHas() throws Exception {
        ImageName name = ImageName.parse("localhost:1/jbuild-test/app:" + NONCE + "-2");
        Project project = project(name, AMD64);
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            checker.build(project);
            var before = engine.imageId(name);

            checker.write("hello.txt", "hello again");
            checker.pushing();
            assertRefused(project, name);

            assertThat(engine.imageId(name)).isPresent().isEqualTo(before);
        }
    }

    private void assertRefused(Project project, ImageName name) {
        assertThatThrownBy(() -> checker.build(project))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("could not push image `" + name + "`")
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("push-refused");
    }

    @Test
    void build_whenItDeliversIntoWhatItCopies_isNoChangeInTheMiddle() throws Exception {
        ImageName name = ImageName.parse(IMAGE + "-own-food");
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy(".", "/src/")
                                                .artifact("/src/hello.txt", "build/")
                                                .image(name.toString(), false));

        checker.build(project.goals("t"));

        assertThat(checker.path("build/hello.txt")).hasContent("hello");
    }

    @Test
    void build_whenCmdComesBeforeEntrypoint_keepsIt() throws Exception {
        checker.pushing();
        ImageName name = ImageName.parse(IMAGE + "-cmd");
        SourceSpan span = new SourceSpan("jbuild.groovy", 1, 1, 2);
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .step(new Step.Cmd(List.of("one"), span))
                                                .step(entrypoint("echo"))
                                                .image(name.toString(), true))
                        .target(
                                "u",
                                t ->
                                        t.fromTarget("t")
                                                .step(entrypoint("cat"))
                                                .image(name + "-u", true));

        checker.build(project.goals("t", "u"));

        assertThat(TestRegistry.config(name, name.tag()).path("config").path("Cmd").toString())
                .isEqualTo("[\"one\"]");
        assertThat(
                        TestRegistry.config(name, name.tag() + "-u")
                                .path("config")
                                .path("Cmd")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void build_fromTwoCachesOfTheSameSources_pushesTheSameDigest(@TempDir Path elsewhere)
            throws Exception {
        checker.pushing();
        Delivery.Pushed first = checker.build(project(IMAGE, AMD64, ARM64)).pushed();

        BuildChecker other = new BuildChecker(elsewhere);
        other.write("hello.txt", "hello");
        other.pushing();
        Delivery.Pushed second = other.build(project(IMAGE, AMD64, ARM64)).pushed();

        assertThat(second.index()).isEqualTo(first.index());
    }

    /** A run that is due in every build is followed by steps that run again, too. */
    @Test
    void build_fromNothing_pushesTheSameDigestEachTime(@TempDir Path elsewhere) throws Exception {
        ImageName name = ImageName.parse(IMAGE + "-again");
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "tools",
                    platform,
                    t ->
                            t.from(BASE)
                                    .run(
                                            "rm -f /etc/motd",
                                            new RunChange().when(When.ALWAYS).options())
                                    .workdir("/app"));
            project.target(
                    "app",
                    platform,
                    t ->
                            t.fromTarget("tools")
                                    .copy("hello.txt", "./")
                                    .run(WRITE_AT_ANY_TIME)
                                    .image(name.toString(), true));
        }
        Project both = project.goals(id("app", AMD64), id("app", ARM64));

        checker.pushing();
        Digest first = checker.build(both).pushed().index();
        BuildChecker other = new BuildChecker(elsewhere);
        other.write("hello.txt", "hello");
        other.pushing();
        Digest second = other.build(both).pushed().index();

        assertThat(second.equals(first)).isEqualTo(!EngineUnderTest.hasGraphDriver());
        if (EngineUnderTest.hasGraphDriver()) {
            // It remembers how a layer was compressed only where it has pulled it itself, and
            // compresses
            // anew what it got from an archive first, as in another test.
            return;
        }
        for (JsonNode entry : TestRegistry.manifest(name, first.toString()).path("manifests")) {
            JsonNode manifest = TestRegistry.manifest(name, entry.path("digest").asText());
            Platform platform =
                    Platform.parse("linux/" + entry.path("platform").path("architecture").asText());
            assertThat(manifest.path("layers").path(0).path("digest").asText())
                    .as("the layer of the base")
                    .isEqualTo(baseLayer(platform));
        }
    }

    /** A folder says when it got its last entry. */
    @Test
    void build_fromNothing_whenCopiesAddToAFolder_pushesTheSameDigest() throws Exception {
        ImageName name = ImageName.parse(IMAGE + "-folder");
        Project project = project(name, AMD64);
        checker.pushing();
        Digest first = checker.build(project).pushed().index();

        Thread.sleep(Duration.ofSeconds(1));
        checker.using(Conduct.USUAL.with(Conduct.Reuse.NOTHING));
        Digest second = checker.build(project).pushed().index();

        assertThat(second.equals(first)).isEqualTo(!EngineUnderTest.hasGraphDriver());
    }

    private static String baseLayer(Platform platform) throws Exception {
        ImageName base = ImageName.parse(EngineUnderTest.registry() + "/library/" + BASE);
        for (JsonNode entry : TestRegistry.manifest(base, base.tag()).path("manifests")) {
            String architecture = entry.path("platform").path("architecture").asText();
            if (architecture.equals(platform.architecture())) {
                return TestRegistry.manifest(base, entry.path("digest").asText())
                        .path("layers")
                        .path(0)
                        .path("digest")
                        .asText();
            }
        }
        throw new AssertionError("no base for " + platform);
    }
}
