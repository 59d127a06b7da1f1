package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.engine.testing.TokenRegistry;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pushing over connections that break, and to registries that take tokens. */
@Tag("engine")
class PushTest {
    private static final int LAYER = 3_000_000;

    private Path folder;
    private BuildChecker checker;

    @BeforeEach
    void makeChecker(@TempDir Path temporary) throws Exception {
        folder = temporary;
        checker = checker("first");
    }

    private BuildChecker checker(String name) throws Exception {
        BuildChecker made = new BuildChecker(folder.resolve(name));
        made.pushing();
        Random random = new Random(NONCE.hashCode());
        for (String file : List.of("one", "two")) {
            byte[] noise = new byte[LAYER];
            random.nextBytes(noise);
            Files.write(made.write(file, ""), noise);
        }
        made.write("hello.txt", "hello");
        return made;
    }

    private static Project project(ImageName name) {
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t ->
                            t.fromScratch()
                                    .copy("one", "/")
                                    .copy("two", "/")
                                    .copy("hello.txt", "/")
                                    .image(name.toString(), true));
        }
        return project.goals(id("app", AMD64), id("app", ARM64));
    }

    private static Forwarder registry() throws Exception {
        String[] host = EngineUnderTest.registry().split(":", -1);
        return new Forwarder(
                new InetSocketAddress(InetAddress.getByName(host[0]), Integer.parseInt(host[1])));
    }

    @Test
    void push_whenTheConnectionBreaksInALayer_arrives_andWhatIsThereIsNotSentAgain()
            throws Exception {
        try (Forwarder registry = registry()) {
            ImageName name = ImageName.parse(registry.name() + "/jbuild-test/cut:" + NONCE);
            registry.cutAfter(LAYER / 2);

            Delivery.Pushed first = checker.build(project(name)).pushed();

            assertThat(registry.cuts()).isEqualTo(1);
            assertThat(registry.sent()).isGreaterThan(2L * LAYER);
            ImageName there =
                    ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/cut:" + NONCE);
            assertThat(TestRegistry.manifest(there, NONCE))
                    .isEqualTo(TestRegistry.manifest(there, first.index().toString()));

            long before = registry.sent();
            checker.write("hello.txt", "hello again");
            Delivery.Pushed second = checker.build(project(name)).pushed();

            assertThat(second.index()).isNotEqualTo(first.index());
            assertThat(registry.sent() - before).isBetween(1000L, LAYER / 10L);
        }
    }

    @Test
    void registryThatTakesTokens_isLoggedInTo_byTheBuilderAndByUs() throws Exception {
        try (TokenRegistry registry =
                new TokenRegistry(Files.createDirectories(folder.resolve("registry")))) {
            ImageName name = ImageName.parse(registry.host() + "/team/app:" + NONCE);
            assertThatThrownBy(() -> checker.build(project(name)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("could not push");
            assertThat(registry.granted()).isEmpty();

            registry.environment().forEach(checker::environment);
            assertThat(checker.build(project(name)).pushed().unchanged()).isFalse();
            assertThat(registry.granted())
                    .anyMatch(scope -> scope.matches("repository:team/app:.*push.*"));
            assertThat(checker.build(project(name)).pushed().unchanged()).isTrue();

            BuildChecker bases = checker("bases");
            String base = EngineUnderTest.registry() + "/library/" + BASE;
            bases.build(new TestProject().target("t", t -> t.from(base).run("true")).goals("t"));
            Map<String, String> environment = new HashMap<>(EngineUnderTest.environment());
            environment.putAll(registry.environment());
            String mirror = EngineUnderTest.registry() + "=" + registry.host() + "/mirror";
            assertThat(
                            Engine.mirror(bases.path(""), environment, mirror, _ -> {})
                                    .copies()
                                    .getFirst()
                                    .blobs())
                    .isGreaterThanOrEqualTo(4);
        }
    }
}
