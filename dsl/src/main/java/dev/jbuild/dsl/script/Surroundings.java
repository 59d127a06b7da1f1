package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

import java.util.SortedMap;

/**
 * The facts that a build file may read.
 *
 * @param arguments what the command line gives, by name
 * @param outside everything that is read from the machine but git
 * @param lenient whether a required argument that has no value reads as empty, for listings
 * @param meter counts what all build files of a project do
 */
public record Surroundings(
        Platform nativePlatform,
        SortedMap<String, String> arguments,
        Outside outside,
        Git git,
        boolean lenient,
        Meter meter) {}
