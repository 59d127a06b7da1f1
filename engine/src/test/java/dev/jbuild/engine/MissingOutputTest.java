package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.LateText;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says which of the things that were delivered are not where they belong. */
@Tag("engine")
class MissingOutputTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 2, 5, 9);
    private static final String IMAGE = "jbuild-test/missing:" + NONCE;

    private static Project project() {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy("in", "/out/")
                                        .artifact("/out", "build/out")
                                        .image(IMAGE, false)
                                        .step(
                                                new Step.DeployFile(
                                                        "build/note",
                                                        new LateText(
                                                                List.of(
                                                                        new LateText.Part.Plain(
                                                                                "note"))),
                                                        SPAN)))
                .goals("t");
    }

    private static void removeImage() throws Exception {
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            engine.untag(ImageName.parse(IMAGE));
        }
    }

    @Test
    void explain_namesEachOutputThatIsNotInItsPlace(@TempDir Path folder) throws Exception {
        BuildChecker checker = new BuildChecker(folder);
        checker.write("in/a", "a " + NONCE);
        checker.write("in/b", "b " + NONCE);
        checker.build(project());
        assertThat(checker.outputsDue(project())).isEmpty();

        Files.delete(checker.path("build/out/a"));
        assertThat(checker.outputsDue(project())).containsExactly("`build/out/a` is missing");
        checker.write("build/out/a", "A " + NONCE);
        assertThat(checker.outputsDue(project()))
                .containsExactly("`build/out/a` is not as it was delivered");
        checker.build(project());

        checker.write("build/note", "edited");
        assertThat(checker.outputsDue(project()))
                .containsExactly("`build/note` is not as it was delivered");
        checker.build(project());
        Files.delete(checker.path("build/note"));
        assertThat(checker.outputsDue(project())).containsExactly("`build/note` is missing");
        checker.build(project());

        removeImage();
        assertThat(checker.outputsDue(project()))
                .singleElement()
                .asString()
                .isEqualTo("image `docker.io/" + IMAGE + "` is not in the engine");
        checker.build(project());
        assertThat(checker.outputsDue(project())).isEmpty();
        removeImage();
    }

    @Test
    void build_whereAFolderIsInThePlaceOfAFile_saysSo(@TempDir Path folder) throws Exception {
        BuildChecker checker = new BuildChecker(folder);
        checker.write("in/a", "a " + NONCE);
        checker.write("in/b", "b " + NONCE);
        checker.write("build/note/mine", "mine");
        assertThatThrownBy(() -> checker.build(project()))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("a folder is in the way of a file")
                .extracting(failure -> ((EnvironmentFailure) failure).hint())
                .asString()
                .startsWith("move what is there out of the way");
        assertThat(checker.path("build/note/mine")).hasContent("mine");
        removeImage();
    }

    /** No registry listens there. */
    @Test
    void explain_afterADeliveryThatFailed_knowsWhatWasMade(@TempDir Path folder) throws Exception {
        BuildChecker checker = new BuildChecker(folder);
        checker.pushing();
        checker.write("in/a", "a " + NONCE);
        Project project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .copy("in", "/in")
                                                .image("localhost:1/" + IMAGE, true))
                        .goals("t");
        assertThatThrownBy(() -> checker.build(project)).isInstanceOf(EnvironmentFailure.class);
        assertThat(checker.explain(project)).isEmpty();
        checker.write("in/a", "b " + NONCE);
        assertThat(checker.explain(project))
                .singleElement()
                .asString()
                .contains("`in/a`")
                .doesNotContain("never been built");
    }
}
