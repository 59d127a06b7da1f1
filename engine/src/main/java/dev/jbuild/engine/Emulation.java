package dev.jbuild.engine;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Looks, before anything runs, at steps that the engine's own processor cannot run. */
final class Emulation {
    private Emulation() {}

    /**
     * Tells which nodes will run emulated, and so slowly.
     *
     * @throws EnvironmentFailure when the engine cannot run the platform of a step at all
     */
    static void check(
            Plan plan, Collection<RecipeId> wanted, Builder builder, Consumer<BuildEvent> events)
            throws EnvironmentFailure, InterruptedException {
        List<Platform> known = builder.capabilities().platforms();
        List<Recipe> foreign =
                wanted.stream()
                        .map(id -> plan.node(id).recipe())
                        .filter(recipe -> runsSteps(recipe) && !isSame(recipe, known.getFirst()))
                        .toList();
        if (foreign.isEmpty()) {
            return;
        }
        List<Platform> platforms = builder.platforms();
        for (Recipe recipe : foreign) {
            if (platforms.stream().noneMatch(platform -> isSame(recipe, platform))) {
                throw noEmulation(recipe);
            }
            events.accept(
                    new BuildEvent.Notice(recipe.id() + " runs emulated, which takes its time"));
        }
    }

    private static EnvironmentFailure noEmulation(Recipe recipe) {
        return new EnvironmentFailure(
                "no-emulation",
                "`" + recipe.id() + "` has steps to run, and the engine runs no " + recipe.runsOn(),
                "install emulation (Debian: qemu-user-static and binfmt-support; or docker run"
                        + " --privileged tonistiigi/binfmt --install all), or have the target run"
                        + " natively with platform 'native'",
                null);
    }

    private static boolean runsSteps(Recipe recipe) {
        return recipe.steps().stream()
                .anyMatch(
                        step ->
                                step instanceof Step.Run
                                        || step
                                                instanceof
                                                Step.From(Step.Base.Dockerfile _, var _));
    }

    /** Variants refine a processor; whether one runs the other is for the engine to say. */
    private static boolean isSame(Recipe recipe, Platform platform) {
        return recipe.runsOn().os().equals(platform.os())
                && recipe.runsOn().architecture().equals(platform.architecture());
    }
}
