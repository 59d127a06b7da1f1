package dev.jbuild.engine;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.run.StepTracker;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Site;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Steps that their builder's own processor cannot run. */
final class Emulation {
    /** Less is not worth a word. */
    private static final Duration NOTHING = Duration.ofSeconds(1);

    private final Consumer<BuildEvent> events;
    private final List<Recipe> emulated;

    /**
     * @param emulated whose steps run emulated
     */
    Emulation(Consumer<BuildEvent> events, List<Recipe> emulated) {
        this.events = events;
        this.emulated = new ArrayList<>(emulated);
    }

    /**
     * Tells, before anything runs, which nodes will run emulated, and so slowly.
     *
     * @throws EnvironmentFailure when a builder cannot run the platform of a step at all
     */
    static Emulation check(
            Plan plan,
            Collection<RecipeId> wanted,
            Placement placement,
            Presence presence,
            Consumer<BuildEvent> events)
            throws EnvironmentFailure, InterruptedException {
        Emulation emulation = new Emulation(events, List.of());
        for (Site site : placement.used()) {
            if (presence.has(site)) {
                List<Recipe> running =
                        wanted.stream()
                                .filter(id -> placement.of(id).equals(site))
                                .map(id -> plan.node(id).recipe())
                                .filter(Emulation::runsSteps)
                                .toList();
                emulation.check(running, site, presence.builder(site));
            }
        }
        return emulation;
    }

    private void check(List<Recipe> running, Site site, Builder builder)
            throws EnvironmentFailure, InterruptedException {
        Platform own = builder.capabilities().platforms().getFirst();
        List<Recipe> foreign = running.stream().filter(recipe -> !isSame(recipe, own)).toList();
        if (foreign.isEmpty()) {
            return;
        }
        List<Platform> platforms = builder.platforms();
        for (Recipe recipe : foreign) {
            if (platforms.stream().noneMatch(platform -> isSame(recipe, platform))) {
                throw noEmulation(recipe, site);
            }
            events.accept(
                    new BuildEvent.Notice(recipe.id() + " runs emulated, which takes its time"));
            emulated.add(recipe);
        }
    }

    /** Tells what emulation has cost, where that is worth a word. */
    void tellCost(StepTracker tracker) {
        Duration cost = Duration.ZERO;
        Set<String> platforms = new TreeSet<>();
        for (Recipe recipe : emulated) {
            Duration own = tracker.ran(recipe);
            if (!own.isZero()) {
                cost = cost.plus(own);
                platforms.add(recipe.runsOn().toString());
            }
        }
        if (cost.compareTo(NOTHING) >= 0) {
            events.accept(
                    new BuildEvent.Notice(
                            "emulated steps took "
                                    + cost.toSeconds()
                                    + " s in all; "
                                    + platforms.stream()
                                            .map(platform -> "--builder " + platform + "=ADDRESS")
                                            .collect(Collectors.joining(" and "))
                                    + " has them run natively"));
        }
    }

    private static EnvironmentFailure noEmulation(Recipe recipe, Site site) {
        return new EnvironmentFailure(
                "no-emulation",
                "`"
                        + recipe.id()
                        + "` has steps to run, and "
                        + site
                        + " runs no "
                        + recipe.runsOn(),
                "install emulation there (Debian: qemu-user-static and binfmt-support; or docker run"
                        + " --privileged tonistiigi/binfmt --install all), name a builder that runs"
                        + " it with --builder "
                        + recipe.runsOn()
                        + "=ADDRESS, or have the target run natively with platform 'native'",
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
