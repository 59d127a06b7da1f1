package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Project;
import dev.jbuild.model.Step.CopyOptions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Copies, plain and as layers of their own, on top of what changes. */
@Tag("engine")
class LinkedCopyTest {
    private static final CopyOptions LINK = link(Optional.empty(), false);

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("app/data", "data " + NONCE);
        checker.write("app/deep/more", "more");
    }

    private static CopyOptions link(Optional<String> owner, boolean ifExists) {
        return new CopyOptions(
                owner, Optional.empty(), List.of(), ifExists, false, false, false, true);
    }

    private static Project project(String below, ImageName name, CopyOptions options) {
        return new TestProject()
                .target(
                        "image",
                        t ->
                                t.from(BASE)
                                        .run("echo " + below + options.link() + NONCE + " > /below")
                                        .copy("app", "/app", options)
                                        .image(name.toString(), true))
                .goals("image");
    }

    @Test
    void layer_whenWhatIsBelowChanges_isLeftAlone() throws Exception {
        Capabilities able = EngineUnderTest.capabilities();
        checker.pushing();
        for (CopyOptions options : List.of(CopyOptions.DEFAULT, LINK)) {
            ImageName name =
                    ImageName.parse(
                            EngineUnderTest.registry()
                                    + "/jbuild-test/linked:"
                                    + options.link()
                                    + NONCE);
            checker.build(project("one", name, options));
            List<String> first = layers(name);

            Checked changed = checker.build(project("two", name, options));

            List<String> second = layers(name);
            assertThat(second).hasSameSizeAs(first);
            assertThat(second.getFirst()).isEqualTo(first.getFirst());
            assertThat(second.get(1)).isNotEqualTo(first.get(1));
            // A graph driver keeps the time at which a folder was written to.
            if (able.imageStore() != Capabilities.ImageStore.GRAPHDRIVER) {
                assertThat(second.getLast()).isEqualTo(first.getLast());
            }
            boolean made = !options.link() || !able.mergeAndDiff();
            assertThat(executed(changed)).isEqualTo(made);
        }
    }

    @Test
    void files_areTheSameOnAnyEngine_whereNothingIsInTheWay() throws Exception {
        TestProject project =
                new TestProject()
                        .target("made", t -> t.from(BASE).run("echo a > /a").artifact("/a"))
                        .target("t", LinkedCopyTest::several);

        assertThat(checker.build(project.goals("t")).output())
                .containsExactly(
                        "data " + NONCE,
                        "data " + NONCE,
                        "a",
                        "7 8 644 /owned/data",
                        "below",
                        "made");
    }

    private static void several(TestRecipe t) {
        t.from(BASE)
                .run("mkdir /mine; echo below > /mine/below")
                .copy("app", "/mine", LINK)
                .copy("nothing*", "/mine", link(Optional.empty(), true))
                .copy("app/data", "/owned/", link(Optional.of("7:8"), false))
                .copyArtifact("made", "a", "/mine/made", LINK)
                .run(
                        "grep -h . /mine/data /owned/data /mine/made; stat -c '%u %g %a %n' /owned/data")
                .run("cat /mine/below; rm /mine/below; ls /mine | grep -x made");
    }

    private static List<String> layers(ImageName name) throws Exception {
        JsonNode manifest = TestRegistry.manifest(name, name.tag());
        if (manifest.has("manifests")) {
            manifest =
                    TestRegistry.manifest(
                            name, manifest.path("manifests").path(0).path("digest").asText());
        }
        return manifest.path("layers").findValuesAsText("digest");
    }

    /** Whether the copy was done. */
    private static boolean executed(Checked built) {
        return built.events().stream()
                .anyMatch(
                        event ->
                                event instanceof BuildEvent.StepFinished step
                                        && step.description().startsWith("copy ")
                                        && !step.cached());
    }
}
