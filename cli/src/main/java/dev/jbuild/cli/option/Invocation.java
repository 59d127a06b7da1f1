package dev.jbuild.cli.option;

import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.model.Platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a command line asks for. */
public sealed interface Invocation {
    /** To be told how jbuild is used. */
    record Help(String text) implements Invocation {}

    /** To be told which jbuild this is. */
    record Version() implements Invocation {}

    /** The targets of a project. */
    record ListTargets(ProjectOptions project) implements Invocation {}

    /** What targets are for, what they take and what they deliver. */
    record Doc(GoalOptions goals) implements Invocation {}

    /** A build without saying of what: the answer is what there is to build. */
    record NoGoal(ProjectOptions project) implements Invocation {}

    record Build(BuildOptions options) implements Invocation {}

    /**
     * What a build would do.
     *
     * @param model whether to tell the evaluated model instead, for programs
     */
    record Plan(GoalOptions goals, Builders builders, boolean model) implements Invocation {}

    /**
     * A first build file.
     *
     * @param folder absolute
     */
    record Init(Path folder) implements Invocation {}

    /**
     * A build file made of an Earthfile.
     *
     * @param earthfile absolute
     */
    record Import(Path earthfile) implements Invocation {}

    /** What targets need of each other. */
    record Graph(GoalOptions goals, GraphFormat format) implements Invocation {}

    /** Why a build would do what it would. */
    record Why(GoalOptions goals) implements Invocation {}

    /** Something about a CDN origin by itself. */
    record Cdn(ProjectOptions project, String origin, CdnTask task) implements Invocation {}

    /**
     * What publishing the releases of targets would change.
     *
     * @param save file that takes the plan, empty for none
     */
    record CdnPlan(GoalOptions goals, Optional<Path> save) implements Invocation {}

    /** To publish what was planned. */
    record CdnPublish(ProjectOptions project, Path plan, boolean takeOver) implements Invocation {}

    /**
     * Something about the lock file by itself.
     *
     * @param platforms what to look the base images up for, empty for the native platform
     */
    record Lock(ProjectOptions project, List<Platform> platforms, LockTask task)
            implements Invocation {
        public Lock {
            platforms = List.copyOf(platforms);
        }
    }

    /**
     * A shell in a target.
     *
     * @param command what to run there instead, given to {@code /bin/sh}
     */
    record Shell(BuildOptions options, Optional<String> command) implements Invocation {}

    /**
     * What an image consists of.
     *
     * @param image its name, or a reference to the target that delivers it
     */
    record InspectImage(ProjectOptions project, String image) implements Invocation {}

    /**
     * Base images to where mirrors are.
     *
     * @param mirrors each as {@code registry=place}; none for those of the environment
     */
    record Mirror(ProjectOptions project, List<String> mirrors) implements Invocation {
        public Mirror {
            mirrors = List.copyOf(mirrors);
        }
    }

    /**
     * Whether everything is well that builds rest on.
     *
     * @param project which may name builders, and registries
     * @param builders who is to be looked at in place of the usual one
     * @param offline whether nothing in the network is asked
     * @param json whether to tell programs
     */
    record Doctor(ProjectOptions project, Builders builders, boolean offline, boolean json)
            implements Invocation {}

    /** Something about the cache as a whole. */
    record Cache(CacheTask task, CacheSize size) implements Invocation {}
}
