package dev.jbuild.cli.option;

import dev.jbuild.model.Platform;

import java.util.List;

/**
 * Targets that a command is about, without a build.
 *
 * @param goals references to targets, at least one
 * @param platforms what the goals are asked for, empty for the native platform
 */
public record GoalOptions(ProjectOptions project, List<String> goals, List<Platform> platforms) {
    public GoalOptions {
        goals = List.copyOf(goals);
        platforms = List.copyOf(platforms);
    }
}
