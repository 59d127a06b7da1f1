package dev.jbuild.dsl.script;

import java.util.SortedMap;

/**
 * What a build file may know of what surrounds it.
 *
 * @param arguments what the command line and the file of arguments give, by name
 * @param outside everything that is read from the machine but git
 * @param lenient whether a required argument that has no value reads as empty, for listings
 * @param meter counts what all build files of a project do
 */
public record Surroundings(
        RequestFacts request,
        SortedMap<String, GivenValue> arguments,
        Outside outside,
        Git git,
        boolean lenient,
        Meter meter) {}
