package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Project;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an image says of how it was made. */
@Tag("engine")
class ImageHistoryTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);
    private static final ImageName IMAGE =
            ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/history:" + NONCE);
    private static final String OF_BASE = "mmdebstrap --variant=minbase bookworm";

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.pushing();
        checker.write("page.txt", "page");
    }

    /** A target that takes files of another one, and both have whatever names. */
    private static Project project(ImageName image, String maker, String result) {
        return new TestProject()
                .target(
                        maker,
                        t ->
                                t.from(BASE)
                                        .workdir("/out")
                                        .run("echo " + NONCE + " > a\necho b > b")
                                        .artifact("a"))
                .target(
                        result,
                        t ->
                                t.from(BASE)
                                        .user("10001")
                                        .workdir("/app")
                                        .copy("page.txt", "/page")
                                        .copyArtifact(maker, "a", "/a")
                                        .step(new Step.Cmd(List.of("cat", "a"), SPAN))
                                        .image(image.toString(), true))
                .goals(result);
    }

    private JsonNode config(ImageName image, Digest index) throws Exception {
        JsonNode manifest = TestRegistry.manifest(image, index.toString());
        return manifest.has("manifests")
                ? config(image, Digest.parse(manifest.at("/manifests/0/digest").asText()))
                : TestRegistry.document(image, manifest.path("config"));
    }

    private static List<String> texts(JsonNode config, boolean layers) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : config.path("history")) {
            if (!layers || !entry.path("empty_layer").asBoolean()) {
                texts.add(entry.path("created_by").asText());
            }
        }
        return texts;
    }

    @Test
    void history_isTheStepsOnTopOfTheBase() throws Exception {
        JsonNode config =
                config(IMAGE, checker.build(project(IMAGE, "maker", "result")).pushed().index());

        assertThat(texts(config, false))
                .containsExactly(
                        OF_BASE,
                        "user 10001",
                        "workdir /app",
                        "copy page.txt into /page",
                        "copy /a into /a",
                        "cmd cat a");
        assertThat(texts(config, true)).hasSize(config.at("/rootfs/diff_ids").size());
        assertThat(config.path("history"))
                .as("steps of our own")
                .filteredOn(entry -> !entry.path("created_by").asText().equals(OF_BASE))
                .allSatisfy(
                        entry ->
                                assertThat(entry.path("created").asText())
                                        .isEqualTo("1980-01-02T00:00:00Z"));
    }

    @Test
    void image_whenTargetsAreCalledOtherwise_isTheSame() throws Exception {
        ImageName renamed = ImageName.parse(IMAGE + "-renamed");

        Digest one = checker.build(project(IMAGE, "maker", "result")).pushed().index();
        checker.using(Conduct.USUAL.with(Conduct.Reuse.NOTHING));
        Digest other = checker.build(project(renamed, "other", "last")).pushed().index();

        assertThat(other).isEqualTo(one);
    }

    @Test
    void history_ofATargetOnAnother_hasTheStepsOfBoth() throws Exception {
        ImageName image = ImageName.parse(IMAGE + "-upper");
        RunOptions onPush = new RunChange().when(RunOptions.When.ON_PUSH).options();
        Project project =
                new TestProject()
                        .target(
                                "lower",
                                t -> t.from(BASE).run("echo 1 > /1\n  echo " + NONCE + " > /2"))
                        .target(
                                "upper",
                                t ->
                                        t.fromTarget("lower")
                                                .run("true", onPush)
                                                .copy("page.txt", "/page")
                                                .image(image.toString(), true))
                        .goals("upper");

        JsonNode config = config(image, checker.build(project).pushed().index());

        assertThat(texts(config, true))
                .containsExactly(
                        OF_BASE,
                        "run echo 1 > /1; echo " + NONCE + " > /2",
                        "copy page.txt into /page");
        assertThat(texts(config, false)).hasSize(config.at("/rootfs/diff_ids").size());
    }
}
