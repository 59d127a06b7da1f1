package dev.jbuild.engine;

import dev.jbuild.buildkit.Capabilities;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.util.Collection;
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
            Plan plan,
            Collection<RecipeId> wanted,
            Capabilities engine,
            Consumer<BuildEvent> events)
            throws EnvironmentFailure {
        for (RecipeId id : wanted) {
            Recipe recipe = plan.node(id).recipe();
            Platform platform = recipe.runsOn();
            boolean runs = recipe.steps().stream().anyMatch(Step.Run.class::isInstance);
            if (!runs || isSame(platform, engine.platforms().getFirst())) {
                continue;
            }
            if (engine.platforms().stream().noneMatch(known -> isSame(platform, known))) {
                throw new EnvironmentFailure(
                        "no-emulation",
                        "`" + id + "` has steps to run, and the engine runs no " + platform,
                        "install emulation (Debian: qemu-user-static and binfmt-support; or docker"
                                + " run --privileged tonistiigi/binfmt --install all), or have"
                                + " the target run natively with platform 'native'",
                        null);
            }
            events.accept(new BuildEvent.Notice(id + " runs emulated, which takes its time"));
        }
    }

    /** Variants refine a processor; whether one runs the other is for the engine to say. */
    private static boolean isSame(Platform ours, dev.jbuild.buildkit.llb.Platform theirs) {
        return ours.os().equals(theirs.os()) && ours.architecture().equals(theirs.architecture());
    }
}
