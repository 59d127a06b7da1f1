package dev.jbuild.dsl;

import dev.jbuild.model.Platform;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is asked of a project, and the facts that its build files may read.
 *
 * @param root folder of the project, which holds {@code jbuild.groovy}
 * @param goals references as on the command line: {@code +all}, {@code ./dir+name}
 * @param platforms the platforms to make the goals for; empty for the native one
 * @param nativePlatform the platform that runs without emulation
 * @param userPlatform the platform of the machine that jbuild runs on
 * @param push whether images are pushed
 * @param arguments what {@code --arg} gives, by name
 * @param environment the environment variables
 */
public record LoadRequest(
        Path root,
        List<String> goals,
        List<Platform> platforms,
        Platform nativePlatform,
        Platform userPlatform,
        boolean push,
        SortedMap<String, String> arguments,
        Map<String, String> environment) {
    public LoadRequest {
        goals = List.copyOf(goals);
        platforms = List.copyOf(platforms);
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        environment = Map.copyOf(environment);
    }

    /** A request of a machine that builds for its own kind, and pushes nothing. */
    public LoadRequest(
            Path root,
            List<String> goals,
            List<Platform> platforms,
            Platform nativePlatform,
            SortedMap<String, String> arguments,
            Map<String, String> environment) {
        this(root, goals, platforms, nativePlatform, nativePlatform, false, arguments, environment);
    }

    /** This request from a machine of another platform. */
    public LoadRequest from(Platform user) {
        return new LoadRequest(
                root, goals, platforms, nativePlatform, user, push, arguments, environment);
    }

    /** This request with images pushed, or not. */
    public LoadRequest pushing(boolean pushed) {
        return new LoadRequest(
                root,
                goals,
                platforms,
                nativePlatform,
                userPlatform,
                pushed,
                arguments,
                environment);
    }

    /** This request where other environment variables are set. */
    public LoadRequest inEnvironment(Map<String, String> variables) {
        return new LoadRequest(
                root, goals, platforms, nativePlatform, userPlatform, push, arguments, variables);
    }
}
