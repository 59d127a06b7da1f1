package dev.jbuild.cli.command;

import dev.jbuild.cli.console.Console;
import dev.jbuild.model.Platform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command takes from the process that it runs in.
 *
 * @param version of this jbuild, as {@code --version} says it
 * @param nativePlatform the platform that runs without emulation
 * @param state folder of what outlives a build
 */
public record Surroundings(
        String version,
        Map<String, String> environment,
        Platform nativePlatform,
        Path state,
        Console console,
        InstantSource clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
