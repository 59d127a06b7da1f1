package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

import java.util.Map;
import java.util.SortedMap;

/**
 * The facts that a build file may read.
 *
 * @param arguments what the command line gives, by name
 * @param lenient whether a required argument that has no value reads as empty, for listings
 */
public record Surroundings(
        Platform nativePlatform,
        SortedMap<String, String> arguments,
        Map<String, String> environment,
        Git git,
        boolean lenient) {}
