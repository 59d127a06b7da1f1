package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Digest;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of results that are known when nothing is to be reused. */
@Tag("engine")
class NoCacheTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);
    private static final String TIME = "date +%s.%N > ";

    private final TestProject project =
            new TestProject()
                    .target("time", t -> t.from(BASE).run(TIME + "/time # " + NONCE))
                    .target("copy", t -> t.fromTarget("time").run("cp /time /copy"))
                    .target(
                            "both",
                            t ->
                                    t.fromTarget("copy")
                                            .run("cat /time /copy > /both")
                                            .artifact("/both", "both")
                                            .image("jbuild-test/no-cache:" + NONCE, false));

    private BuildChecker checker;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws IOException {
        checker = new BuildChecker(folder);
    }

    private Checked build(Conduct.Reuse reuse, TestProject of, String... goals) throws Exception {
        checker.using(Conduct.USUAL.with(reuse));
        return checker.build(of.goals(goals));
    }

    private List<String> delivered(String file) throws IOException {
        return Files.readAllLines(checker.path(file));
    }

    private static Digest image(Checked build) {
        return build.delivered(Delivery.Loaded.class).id();
    }

    @Test
    void build_withoutReuse_runsEachStepOnce_andItsResultsAreThoseOfLaterBuilds() throws Exception {
        Checked before = build(Conduct.Reuse.RESULTS, project, "both");
        List<String> old = delivered("both");

        Checked anew = build(Conduct.Reuse.NOTHING, project, "both");

        assertThat(anew.ran()).containsExactly("both", "copy", "time");
        List<String> made = delivered("both");
        assertThat(made).hasSize(2).doesNotContainAnyElementsOf(old);
        // Steps that use another see the run of this build, and there was one.
        assertThat(made.getFirst()).isEqualTo(made.getLast());
        assertThat(image(anew)).isNotEqualTo(image(before));

        Checked after = build(Conduct.Reuse.RESULTS, project, "both");

        assertThat(after.ran()).isEmpty();
        assertThat(image(after)).isEqualTo(image(anew));
        assertThat(delivered("both")).isEqualTo(made);
        Files.delete(checker.path("both"));
        build(Conduct.Reuse.RESULTS, project, "both");
        assertThat(delivered("both")).isEqualTo(made);
    }

    @Test
    void build_ofATargetThatUsesOthers_takesTheNewOnes() throws Exception {
        build(Conduct.Reuse.RESULTS, project, "both");
        List<String> old = delivered("both");
        build(Conduct.Reuse.NOTHING, project, "time");

        TestProject other =
                new TestProject()
                        .target("time", t -> t.from(BASE).run(TIME + "/time # " + NONCE))
                        .target(
                                "other",
                                t ->
                                        t.fromTarget("time")
                                                .run("cp /time /other")
                                                .artifact("/other", "other"));
        build(Conduct.Reuse.RESULTS, other, "other");

        assertThat(delivered("other")).doesNotContainAnyElementsOf(old);
    }

    @Test
    void build_ofADockerfile_runsItsStepsToo() throws Exception {
        checker.write("Dockerfile", "FROM " + BASE + "\nRUN " + TIME + "/time && : " + NONCE);
        Step.Base.Dockerfile base =
                new Step.Base.Dockerfile(
                        new Step.Copy(
                                new Step.CopySource.Context("", List.of("Dockerfile")),
                                "/",
                                Step.CopyOptions.DEFAULT,
                                SPAN),
                        "Dockerfile",
                        Optional.empty(),
                        new TreeMap<>(),
                        AMD64);
        TestProject dockerfile =
                new TestProject()
                        .target(
                                "t",
                                t -> t.step(new Step.From(base, SPAN)).artifact("/time", "time"));
        build(Conduct.Reuse.RESULTS, dockerfile, "t");
        List<String> old = delivered("time");

        build(Conduct.Reuse.NOTHING, dockerfile, "t");

        assertThat(delivered("time")).isNotEqualTo(old);
    }
}
