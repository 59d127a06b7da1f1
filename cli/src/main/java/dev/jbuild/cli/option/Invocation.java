package dev.jbuild.cli.option;

/** What a command line asks for. */
public sealed interface Invocation {
    /** To be told how jbuild is used. */
    record Help(String text) implements Invocation {}

    /** To be told which jbuild this is. */
    record Version() implements Invocation {}

    /** The targets of a project. */
    record ListTargets(ProjectOptions project) implements Invocation {}

    /** A build without saying of what: the answer is what there is to build. */
    record NoGoal(ProjectOptions project) implements Invocation {}

    record Build(BuildOptions options) implements Invocation {}
}
