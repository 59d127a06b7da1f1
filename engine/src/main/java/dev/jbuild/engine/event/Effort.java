package dev.jbuild.engine.event;

import java.time.Duration;

/**
 * What solving a node took.
 *
 * @param took from beginning to end
 * @param share of that, where time in which several nodes were solved is divided among them; the
 *     shares of a build add up to the time that it took
 */
public record Effort(Duration took, Duration share) {}
