package dev.jbuild.engine.key;

import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopyOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

class MeaningsTest {
    private static final CopyOptions IF_EXISTS =
            new CopyOptions(Optional.empty(), Optional.empty(), List.of(), true);

    private static Recipe recipe(Consumer<TestRecipe> steps) {
        return Objects.requireNonNull(
                new TestProject().target("t", steps).goals("t").recipes().get(id("t")));
    }

    private static boolean isOwned(Consumer<TestRecipe> steps) {
        Recipe recipe = recipe(steps.andThen(t -> t.workdir("/w")));
        return Meanings.isOwned((Step.Workdir) recipe.steps().getLast(), recipe);
    }

    private static boolean isOnUsualPath(Consumer<TestRecipe> steps) {
        Recipe recipe = recipe(steps);
        return Meanings.isOnUsualPath((Step.Env) recipe.steps().getLast(), recipe);
    }

    private static boolean followsFolders(Consumer<TestRecipe> steps) {
        return Meanings.followsFolders((Step.Copy) recipe(steps).steps().getLast());
    }

    @Test
    void isOwned_afterAUserWhoIsNotRoot() {
        assertThat(isOwned(t -> t.from(BASE).user("app"))).isTrue();
        assertThat(isOwned(t -> t.from(BASE).user("app").user("root"))).isFalse();
        assertThat(isOwned(t -> t.from(BASE))).isFalse();
    }

    @Test
    void isOnUsualPath_whereNothingIsBelow() {
        assertThat(isOnUsualPath(t -> t.fromScratch().env("PATH", "/a:${PATH}"))).isTrue();
        assertThat(isOnUsualPath(t -> t.fromScratch().env("A", "$PATH/a"))).isTrue();
        assertThat(isOnUsualPath(t -> t.fromScratch().env("A", "$PATHS"))).isFalse();
        assertThat(isOnUsualPath(t -> t.from(BASE).env("PATH", "/a:$PATH"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1:app, true",
        "app:1, true",
        "1:2, false",
        "app:app, false",
        "1, false",
        "1:, false"
    })
    void isMixed(String owner, boolean expected) {
        assertThat(Meanings.isMixed(Optional.of(owner))).isEqualTo(expected);
    }

    @Test
    void isMixed_withoutOwner_isFalse() {
        assertThat(Meanings.isMixed(Optional.empty())).isFalse();
    }

    @Test
    void followsFolders_ofWhatMayBeMissing() {
        assertThat(followsFolders(t -> t.from(BASE).copyArtifact("o", "a", "b", IF_EXISTS)))
                .isTrue();
        assertThat(followsFolders(t -> t.from(BASE).copyArtifact("o", "a", "b"))).isFalse();
        assertThat(followsFolders(t -> t.from(BASE).copy("a", "b", IF_EXISTS))).isFalse();
    }
}
