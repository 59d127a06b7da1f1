package dev.jbuild.engine.plan;

import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.LateText;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

class PlannerTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);

    private final TestProject diamond =
            new TestProject()
                    .target("base", t -> t.from(BASE))
                    .target("left", t -> t.fromTarget("base").artifact("out", "build/left"))
                    .target("right", t -> t.fromTarget("base").artifact("out", "build/right"))
                    .target(
                            "top",
                            t ->
                                    t.fromTarget("left")
                                            .copyArtifact("right", "out", "/right")
                                            .artifact("all", "build/all"));

    @Test
    void plan_whenDiamond_putsNodesBehindWhatTheyUse() throws Exception {
        Plan plan = Planner.plan(diamond.goals("top"));

        assertThat(plan.nodes().keySet())
                .containsExactly(id("base"), id("left"), id("right"), id("top"));
        assertThat(plan.node(id("top")).uses()).containsExactly(id("left"), id("right"));
        assertThat(plan.requested()).containsExactly(id("top"));
    }

    @Test
    void plan_whenTargetIsOnlyUsed_deliversNothingOfIt() throws Exception {
        Plan plan = Planner.plan(diamond.goals("top"));

        assertThat(plan.outputs())
                .extracting(output -> ((Output.Files) output).destination())
                .containsExactly("build/all");
    }

    @Test
    void plan_whenTargetIsNotReached_leavesItOut() throws Exception {
        Plan plan = Planner.plan(diamond.goals("left"));

        assertThat(plan.nodes().keySet()).containsExactly(id("base"), id("left"));
    }

    @Test
    void plan_whenTargetOnlyBuildsOthers_isNoNodeAndDeliversTheirs() throws Exception {
        diamond.target("all", t -> t.build(id("left"), id("right")));

        Plan plan = Planner.plan(diamond.goals("all"));

        assertThat(plan.nodes().keySet()).containsExactly(id("base"), id("left"), id("right"));
        assertThat(plan.requested()).containsExactly(id("left"), id("right"));
        assertThat(plan.outputs()).hasSize(2);
    }

    @Test
    void plan_whenTargetIsNeeded_comesBefore_isRequired_andDeliversNothing() throws Exception {
        diamond.target("checks", t -> t.build(id("left"), id("right")))
                .target("app", t -> t.from(BASE).needs("checks", "base"));

        Plan plan = Planner.plan(diamond.goals("app"));

        assertThat(plan.nodes().keySet())
                .containsExactly(id("base"), id("left"), id("right"), id("app"));
        assertThat(plan.node(id("app")).uses()).isEmpty();
        assertThat(plan.node(id("app")).before())
                .containsExactly(id("base"), id("left"), id("right"));
        assertThat(plan.requested()).containsExactly(id("app"));
        assertThat(plan.required()).containsExactly(id("app"), id("base"), id("left"), id("right"));
        assertThat(plan.outputs()).isEmpty();
    }

    @Test
    void plan_whenPlatformsOfOneImage_makesOneOutput() throws Exception {
        TestProject project =
                new TestProject()
                        .target("app", AMD64, t -> t.from(BASE).image("shop:dev", true))
                        .target("app", ARM64, t -> t.from(BASE).image("shop:dev", true));

        Plan plan = Planner.plan(project.goals(id("app", AMD64), id("app", ARM64)));

        assertThat(plan.outputs()).hasSize(1);
        Output.Image image = (Output.Image) plan.outputs().getFirst();
        assertThat(image.nodes().keySet()).containsExactly(AMD64, ARM64);
        assertThat(image.push()).isTrue();
    }

    @Test
    void plan_whenTwoResultsClaimOnePlace_refuses() {
        TestProject project =
                new TestProject()
                        .target("one", t -> t.from(BASE).artifact("out", "build/x"))
                        .target("two", t -> t.from(BASE).artifact("out", "build/x"));

        assertThatThrownBy(() -> Planner.plan(project.goals("one", "two")))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "`build/x` is delivered by both `+one linux/amd64` (jbuild.groovy:1:1)"
                                + " and `+two linux/amd64` (jbuild.groovy:2:1)");
    }

    @ParameterizedTest
    @CsvSource({
        "lib, ../dist, dist",
        "lib, ./a//b/../x/, lib/a/x/",
        "lib, .., .",
        "'', ./, ./",
        "'', dist, dist"
    })
    void plan_whenPlaceHasDetours_namesItWithoutThem(String folder, String as, String place)
            throws Exception {
        RecipeId lib = new RecipeId(new TargetRef(folder, "lib"), AMD64);
        TestProject project = new TestProject().target(lib, t -> t.from(BASE).artifact("out", as));

        assertThat(Planner.plan(project.goals(lib)).outputs())
                .extracting(output -> ((Output.Files) output).destination())
                .containsExactly(place);
    }

    @Test
    void plan_whenOnePlaceIsWrittenInTwoWays_refuses() {
        TestProject project =
                new TestProject()
                        .target("one", t -> t.from(BASE).artifact("out", "build/x"))
                        .target("two", t -> t.from(BASE).artifact("out", "./build/x"));

        assertThatThrownBy(() -> Planner.plan(project.goals("one", "two")))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("`build/x` is delivered by both");
    }

    @Test
    void plan_whenPlacesDifferByASlash_refuses() {
        TestProject project =
                new TestProject()
                        .target("one", t -> t.from(BASE).artifact("out", "build/x"))
                        .target("two", t -> t.from(BASE).artifact("out", "build/x/"));

        assertThatThrownBy(() -> Planner.plan(project.goals("one", "two")))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("`build/x` is delivered by both");
    }

    @Test
    void plan_whenPlatformsClaimOnePlace_saysHowToTellThemApart() {
        Project project =
                TestProject.onPlatforms(
                        "t", t -> t.from(BASE).artifact("out", "build/x"), AMD64, ARM64);

        assertThatThrownBy(() -> Planner.plan(project))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake ->
                                assertThat(mistake.diagnostics().getFirst().hint())
                                        .hasValueSatisfying(
                                                hint ->
                                                        assertThat(hint)
                                                                .contains("platform.arch")));
    }

    @Test
    void plan_whenFilesOfSeveralNamesGoIntoOneFolder_takesThem() throws Exception {
        TestProject project =
                new TestProject()
                        .target("one", t -> t.from(BASE).artifact("/a/app.jar", "build/"))
                        .target("two", t -> t.from(BASE).artifact("lib.jar", "build/"))
                        .target("same", t -> t.from(BASE).artifact("/b/app.jar", "./build/"))
                        .target("folder", t -> t.from(BASE).artifact("*.jar", "build/"));

        assertThat(Planner.plan(project.goals("one", "two")).outputs()).hasSize(2);
        assertThatThrownBy(() -> Planner.plan(project.goals("one", "same")))
                .hasMessageStartingWith("`build` is delivered by both");
        assertThatThrownBy(() -> Planner.plan(project.goals("one", "folder")))
                .hasMessageStartingWith("`build` is delivered by both");
    }

    @Test
    void plan_whenAReleaseHasThePlaceOfFiles_refuses() {
        TestProject project =
                new TestProject()
                        .target("files", t -> t.from(BASE).artifact("out", "build/cdn"))
                        .target("site", t -> t.from(BASE).cdn("out", release("build/cdn/")));

        assertThatThrownBy(() -> Planner.plan(project.goals("files", "site")))
                .hasMessageStartingWith("`build/cdn` is delivered by both");
    }

    private static CdnRelease release(String folder) {
        return new CdnRelease(
                "/",
                List.of(),
                List.of(),
                false,
                List.of(),
                new LinkedHashMap<>(),
                Optional.empty(),
                Optional.empty(),
                new CdnRelease.Origin.Folder(folder),
                CdnRelease.Edge.UNKNOWN);
    }

    @Test
    void plan_deliversFoldersBeforeWhatGoesIntoThem() throws Exception {
        TestProject project =
                new TestProject()
                        .target("deep", t -> t.from(BASE).artifact("out", "build/site/docs/api"))
                        .target("docs", t -> t.from(BASE).artifact("out", "build/site/docs/"))
                        .target("other", t -> t.from(BASE).artifact("out", "build/site-x"))
                        .target("site", t -> t.from(BASE).artifact("out", "build/site"));

        assertThat(Planner.plan(project.goals("deep", "docs", "other", "site")).outputs())
                .extracting(output -> ((Output.Files) output).destination())
                .containsExactly(
                        "build/site", "build/site/docs/", "build/site/docs/api", "build/site-x");
    }

    @Test
    void plan_whenTwoTargetsNameOneImage_refuses() {
        TestProject project =
                new TestProject()
                        .target("one", t -> t.from(BASE).image("shop", false))
                        .target("two", t -> t.from(BASE).image("shop:latest", false));

        assertThatThrownBy(() -> Planner.plan(project.goals("one", "two")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("image `docker.io/library/shop:latest`");
    }

    @ParameterizedTest
    @CsvSource({
        "reports/[a-, pattern `[a-`",
        "reports/*/../*.xml, `reports/*/../*.xml` leads out of what it matches"
    })
    void plan_whenWhatIsDeliveredHasAPatternThatIsNone_refuses(String path, String message) {
        TestProject project =
                new TestProject().target("test", t -> t.from(BASE).artifact(path, "build"));

        assertThatThrownBy(() -> Planner.plan(project.goals("test")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void plan_whenFileNamesWhatIsNotPushed_refuses() {
        TestProject project =
                new TestProject()
                        .target("app", t -> t.from(BASE).image("shop:dev", true))
                        .target("local", t -> t.from(BASE).image("local:dev", false))
                        .target("all", t -> t.build(id("app"), id("local")));

        assertThatThrownBy(() -> Planner.plan(deploying(project, "ap", "", "")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`+ap` delivers no image in this build");
        assertThatThrownBy(() -> Planner.plan(deploying(project, "app", "shop:new", "")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`+app` has no image `docker.io/library/shop:new`");
        assertThatThrownBy(() -> Planner.plan(deploying(project, "app", "", "linux/arm64")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`docker.io/library/shop:dev` is not built for linux/arm64");
        assertThatThrownBy(() -> Planner.plan(deploying(project, "local", "", "")))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("`docker.io/library/local:dev` is never pushed");
    }

    /** The project, and a file that names the image of a target. */
    private static Project deploying(
            TestProject project, String target, String name, String platform) {
        LateText.Part image =
                new LateText.Part.Image(
                        new LateText.ImageChoice(
                                id(target).target(),
                                new TreeMap<>(),
                                Optional.of(name).filter(n -> !n.isEmpty()).map(ImageName::parse),
                                Optional.of(platform)
                                        .filter(p -> !p.isEmpty())
                                        .map(Platform::parse)),
                        LateText.Form.REFERENCE,
                        SPAN);
        return project.target(
                        "deploy",
                        t ->
                                t.step(
                                        new Step.DeployFile(
                                                "build/x", new LateText(List.of(image)), SPAN)))
                .goals("all", "deploy");
    }

    @Test
    void plan_whenAskedTwice_isEqual() throws Exception {
        assertThat(Planner.plan(diamond.goals("top")))
                .isEqualTo(Planner.plan(diamond.goals("top")));
    }
}
