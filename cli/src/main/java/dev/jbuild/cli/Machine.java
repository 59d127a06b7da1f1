package dev.jbuild.cli;

import dev.jbuild.cli.command.Start;
import dev.jbuild.model.Platform;

/**
 * What the JVM says of itself and of where it runs.
 *
 * @param version of jbuild, as {@code --version} says it
 * @param java the whole version of the JVM
 * @param architecture of the processor, as the JVM calls it
 * @param nativePlatform the platform that runs without emulation
 * @param userPlatform the platform of this machine
 */
record Machine(
        String version,
        String java,
        Start start,
        String architecture,
        Platform nativePlatform,
        Platform userPlatform) {}
