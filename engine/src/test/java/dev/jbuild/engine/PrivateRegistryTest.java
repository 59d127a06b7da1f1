package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.RegistryProcess;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.base.Mirrors;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.PrivateRegistry;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real registry that wants TLS and a password. */
@Tag("engine")
class PrivateRegistryTest {
    private PrivateRegistry registry;
    private BuildChecker checker;
    private Path folder;

    @BeforeEach
    void startRegistry(@TempDir Path temporary) throws Exception {
        folder = temporary;
        registry = new PrivateRegistry(Files.createDirectories(temporary.resolve("registry")));
        checker = new BuildChecker(temporary.resolve("checker"));
        checker.write("hello.txt", "hello");
    }

    @AfterEach
    void stopRegistry() throws Exception {
        registry.close();
    }

    private Project image() {
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t ->
                            t.fromScratch()
                                    .copy("hello.txt", "/")
                                    .image(registry.host() + "/team/app:" + NONCE, true));
        }
        return project.goals(id("app", AMD64), id("app", ARM64));
    }

    @Test
    void push_whenLoggedIn_arrives_andIsNotSentAgain() throws Exception {
        checker.pushing();
        assertThatThrownBy(() -> checker.build(image())).isInstanceOf(EnvironmentFailure.class);

        registry.environment().forEach(checker::environment);
        Checked built = checker.build(image());
        assertThat(built.report().deliveries())
                .anyMatch(Delivery.Pushed.class::isInstance)
                .noneMatch(Delivery::unchanged);

        int writes = registry.writes().size();
        assertThat(checker.build(image()).report().deliveries()).allMatch(Delivery::unchanged);
        assertThat(registry.writes()).hasSize(writes);

        // One who knows nothing of that pushes nothing either.
        BuildChecker other = new BuildChecker(folder.resolve("other"));
        other.write("hello.txt", "hello");
        other.pushing();
        registry.environment().forEach(other::environment);
        other.build(image());
        assertThat(registry.writes().stream().skip(writes))
                .noneMatch(write -> write.contains("/blobs/uploads/"))
                .noneMatch(write -> write.contains("/manifests/" + NONCE + " "));
    }

    @Test
    void mirror_takesBaseImages_isUsedByBuilds_andTakesThemOnce() throws Exception {
        Path data = Files.createDirectories(folder.resolve("original"));
        String host = RegistryProcess.freeHost("localhost");
        ImageName base = ImageName.parse(host + "/team/base:1");
        Project project =
                new TestProject()
                        .target(
                                "app",
                                t -> t.from(base.toString()).artifact("/content", "build/content"))
                        .goals("app");
        String usable;
        try (RegistryProcess _ = new RegistryProcess(data, host, "")) {
            TestRegistry.put(base, "mirrored " + NONCE);
            // Not built: the engine is not to know the base from anywhere but the mirror.
            checker.lock(project, new LockTask.Complete());
            usable = mirror(host);
        }

        BuildChecker other = new BuildChecker(folder.resolve("other"));
        Files.copy(checker.path("jbuild.lock"), other.path("jbuild.lock"));
        registry.environment().forEach(other::environment);
        assertThatThrownBy(() -> other.build(project)).isInstanceOf(EnvironmentFailure.class);

        other.environment(Mirrors.VARIABLE, usable);
        assertThat(other.build(project).report().succeeded()).isTrue();
        assertThat(other.path("build/content")).hasContent("mirrored " + NONCE);
        assertThat(other.path("jbuild.lock")).hasSameTextualContentAs(checker.path("jbuild.lock"));
    }

    /**
     * Copies the base to the mirror, twice.
     *
     * @return mirrors for builds
     */
    private String mirror(String original) throws Exception {
        String mirror = original + "=" + registry.host() + "/mirror";
        Map<String, String> environment = new HashMap<>(EngineUnderTest.environment());
        environment.putAll(registry.environment());
        environment.put(Mirrors.VARIABLE, mirror);
        MirrorReport first = Engine.mirror(checker.path(""), environment, "", _ -> {});

        assertThat(first.copies()).hasSize(1);
        MirrorReport.Copy copy = first.copies().getFirst();
        assertThat(copy.to().toString()).isEqualTo(registry.host() + "/mirror/team/base:1");
        assertThat(copy.blobs()).isEqualTo(2);
        int writes = registry.writes().size();
        assertThat(
                        Engine.mirror(checker.path(""), environment, mirror, _ -> {})
                                .copies()
                                .getFirst()
                                .blobs())
                .isZero();
        assertThat(registry.writes()).hasSize(writes);
        return usable(original, mirror, environment);
    }

    /**
     * The builder of an engine with a graph driver knows the certificates that were there when the
     * engine started, and so gets a mirror that needs none.
     */
    private String usable(String original, String mirror, Map<String, String> environment)
            throws Exception {
        if (!EngineUnderTest.hasGraphDriver()) {
            return mirror;
        }
        String other = original + "=" + EngineUnderTest.registry() + "/mirror";
        Engine.mirror(checker.path(""), environment, other, _ -> {});
        return other;
    }
}
