package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.engine.testing.TlsFront;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Builds with a BuildKit by itself, which keeps no images. */
@Tag("engine")
class OwnBuilderTest {
    private static final String NO_ENGINE = "unix:///nonexistent/docker.sock";

    private Path folder;
    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path temp) throws Exception {
        folder = temp;
        checker = new BuildChecker(temp);
        checker.write("hello.txt", "hello " + NONCE);
    }

    private static Project files() {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy("hello.txt", "/in.txt")
                                        .run("tr a-z A-Z < /in.txt > /out.txt")
                                        .artifact("/out.txt", "build/out.txt"))
                .goals("t");
    }

    private static Project image(ImageName name, boolean push) {
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t -> t.from(BASE).copy("hello.txt", "/in.txt").image(name.toString(), push));
        }
        return project.goals(id("app", AMD64), id("app", ARM64));
    }

    private static ImageName name(String tag) {
        return ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/own:" + tag + NONCE);
    }

    private void assertBuildsFiles() throws Exception {
        Checked built = checker.build(files());
        assertThat(built.ran()).containsExactly("t");
        assertThat(checker.path("build/out.txt"))
                .hasContent(("hello " + NONCE).toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void build_withoutAnyDocker_deliversFiles() throws Exception {
        checker.environment("DOCKER_HOST", NO_ENGINE);
        try (Forwarder buildkitd = EngineUnderTest.buildkitd()) {
            checker.builder("tcp://" + buildkitd.name());
            Checked built = checker.build(files());
            assertThat(built.ran()).containsExactly("t");
            assertThat(built.events())
                    .contains(new BuildEvent.EngineReady("BuildKit at tcp://" + buildkitd.name()));
            assertThat(checker.path("build/out.txt")).content().startsWith("HELLO");
        }
    }

    @Test
    void build_withTheBuilderOfTheEnvironment_atASocket() throws Exception {
        checker.environment("DOCKER_HOST", NO_ENGINE);
        Path socket = folder.resolve("buildkitd.sock");
        try (Forwarder _ = Forwarder.buildkitd(EngineUnderTest.socket(), socket)) {
            checker.environment("BUILDKIT_HOST", "unix://" + socket);
            assertBuildsFiles();
        }
        checker.environment("BUILDKIT_HOST", "docker-container://x");
        assertThatThrownBy(() -> checker.build(image(name("x"), false)))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageStartingWith("BUILDKIT_HOST is `docker-container://x`, which is no");
    }

    @Test
    void build_byTls_isForThoseWithACertificate_andChecksTheName() throws Exception {
        TestCertificates certificates = new TestCertificates();
        Path files = certificates.write(folder.resolve("tls"), "ca.crt", "tls.crt", "tls.key");
        checker.environment("DOCKER_HOST", NO_ENGINE);
        try (Forwarder plain = EngineUnderTest.buildkitd();
                TlsFront tls = new TlsFront(plain.name(), certificates.daemon(), "h2")) {
            checker.builder("tcp://" + tls.name() + "?tlsdir=" + files);
            assertBuildsFiles();

            checker.write("hello.txt", "again " + NONCE);
            String address = "tcp://127.0.0.1" + tls.name().substring(tls.name().indexOf(':'));
            checker.builder(address + "?tlsdir=" + files);
            assertUnreachable(address, "127.0.0.1");

            checker.builder(
                    address
                            + "?servername=localhost&cacert="
                            + files.resolve("ca.crt")
                            + "&cert="
                            + files.resolve("tls.crt")
                            + "&key="
                            + files.resolve("tls.key"));
            assertThat(checker.build(files()).ran()).containsExactly("t");

            checker.write("hello.txt", "once more " + NONCE);
            checker.builder("tcp://" + tls.name());
            assertUnreachable("tcp://" + tls.name(), "");
        }
    }

    private void assertUnreachable(String address, String why) {
        assertThatThrownBy(() -> checker.build(files()))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageStartingWith("no BuildKit answers at `" + address + "`: ")
                .hasMessageContaining(why)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("builder-unreachable");
    }

    @Test
    void build_ofAnImage_loadsItIntoTheEngine_onceAndForAllPlatforms() throws Exception {
        if (EngineUnderTest.hasGraphDriver()) {
            return;
        }
        ImageName name = name("loaded");
        checker.pushing();
        try (Forwarder buildkitd = EngineUnderTest.buildkitd();
                DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            checker.builder("tcp://" + buildkitd.name());

            Checked built = checker.build(image(name, true));
            Delivery.Loaded loaded = (Delivery.Loaded) built.report().deliveries().getFirst();
            Delivery.Pushed pushed = (Delivery.Pushed) built.report().deliveries().getLast();
            assertThat(loaded.platforms()).containsExactly(AMD64, ARM64);
            assertThat(loaded.id()).isEqualTo(pushed.index());
            assertThat(engine.imageId(name)).contains(loaded.id());
            assertThat(TestRegistry.manifest(name, name.tag()).path("manifests")).hasSize(2);
            assertThat(checker.cacheFolder().resolve("state/staging")).isEmptyDirectory();

            Checked again = checker.build(image(name, true));
            assertThat(again.report().deliveries()).allMatch(Delivery::unchanged);

            engine.untag(name);
            Checked third = checker.build(image(name, true));
            assertThat(third.ran()).isEmpty();
            assertThat(engine.imageId(name)).contains(loaded.id());
            engine.untag(name);
        }
    }

    @Test
    void build_ofAnImage_withoutAnEngine_pushesItOrSaysWhy() throws Exception {
        if (EngineUnderTest.hasGraphDriver()) {
            return;
        }
        checker.environment("DOCKER_HOST", NO_ENGINE);
        try (Forwarder buildkitd = EngineUnderTest.buildkitd()) {
            checker.builder("tcp://" + buildkitd.name());
            ImageName kept = name("kept");
            assertThatThrownBy(() -> checker.build(image(kept, false)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessage("there is no Docker engine to load image `" + kept + "` into")
                    .extracting(e -> ((EnvironmentFailure) e).hint())
                    .asString()
                    .contains("--push");

            checker.pushing();
            ImageName name = name("pushed");
            Checked built = checker.build(image(name, true));
            assertThat(built.report().deliveries())
                    .singleElement()
                    .isInstanceOf(Delivery.Pushed.class);
            assertThat(TestRegistry.manifest(name, name.tag()).path("manifests")).hasSize(2);
        }
    }
}
