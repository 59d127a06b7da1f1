package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.LateText;
import dev.jbuild.model.LateText.Form;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Files that say what was pushed. */
@Tag("engine")
class DeployTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);
    private static final ImageName IMAGE =
            ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/deploy:" + NONCE);
    private static final String FILE = "build/deploy.txt";

    private BuildChecker checker;

    @BeforeEach
    void makeChecker(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("hello.txt", "hello");
    }

    private static Project project() {
        return project(IMAGE);
    }

    private static Project project(ImageName name) {
        TestProject project = new TestProject();
        for (Platform platform : List.of(AMD64, ARM64)) {
            project.target(
                    "app",
                    platform,
                    t -> t.fromScratch().copy("hello.txt", "/").image(name.toString(), true));
        }
        return project.target(
                        "all",
                        t ->
                                t.build(id("app", AMD64), id("app", ARM64))
                                        .step(file(FILE, plain("all="), image(Optional.empty())))
                                        .step(file("build/arm64", image(Optional.of(ARM64))))
                                        .step(file("build/known", plain("known"))))
                .goals("all");
    }

    private static Step file(String path, LateText.Part... parts) {
        return new Step.DeployFile(path, new LateText(List.of(parts)), SPAN);
    }

    private static LateText.Part plain(String text) {
        return new LateText.Part.Plain(text);
    }

    private static LateText.Part image(Optional<Platform> platform) {
        return new LateText.Part.Image(
                new LateText.ImageChoice(
                        id("app").target(), new TreeMap<>(), Optional.empty(), platform),
                platform.isPresent() ? Form.DIGEST : Form.REFERENCE,
                SPAN);
    }

    @Test
    void build_whenPushed_saysWhatIsInTheRegistry_andLeavesItAlone() throws Exception {
        checker.build(project());
        assertThat(checker.path("build/known")).hasContent("known");
        assertThat(checker.path(FILE)).doesNotExist();

        checker.pushing();
        Delivery.Pushed pushed =
                delivered(checker.build(project()), Delivery.Pushed.class).getLast();

        String repository = IMAGE.registry() + "/" + IMAGE.repository();
        assertThat(checker.path(FILE)).hasContent("all=" + repository + "@" + pushed.index());
        assertThat(checker.path("build/arm64")).hasContent(armDigest());
        Object written = Files.getAttribute(checker.path(FILE), "unix:ino");

        Checked again = checker.build(project());
        assertThat(delivered(again, Delivery.Files.class)).allMatch(Delivery::unchanged).hasSize(3);
        assertThat(Files.getAttribute(checker.path(FILE), "unix:ino")).isEqualTo(written);

        Files.delete(checker.path(FILE));
        checker.write("build/known", "edited");
        checker.build(project());
        assertThat(checker.path(FILE)).hasContent("all=" + repository + "@" + pushed.index());
        assertThat(checker.path("build/known")).hasContent("known");
    }

    @Test
    void build_whenThePushFails_leavesTheFilesAsTheyWere() throws Exception {
        ImageName refused = ImageName.parse("localhost:1/jbuild-test/deploy:" + NONCE);
        checker.write(FILE, "of the last push");
        checker.pushing();

        assertThatThrownBy(() -> checker.build(project(refused)))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("could not push image");

        assertThat(checker.path(FILE)).hasContent("of the last push");
        assertThat(checker.path("build/arm64")).doesNotExist();
        assertThat(checker.path("build/known")).doesNotExist();
    }

    private static String armDigest() throws Exception {
        for (JsonNode manifest : TestRegistry.manifest(IMAGE, IMAGE.tag()).path("manifests")) {
            if (manifest.path("platform").path("architecture").asText().equals("arm64")) {
                return manifest.path("digest").asText();
            }
        }
        throw new AssertionError("no image for arm64");
    }

    private static <T> List<T> delivered(Checked built, Class<T> kind) {
        return built.report().deliveries().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
