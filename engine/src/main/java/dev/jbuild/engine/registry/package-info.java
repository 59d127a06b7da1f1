/**
 * Registries, asked without an engine, by the OCI distribution specification: indexes that an
 * engine cannot make, and images that go from one registry to another.
 *
 * <p>In: names of images and the user's credentials. Out: digests. Never here: what is delivered,
 * and what engines can push by themselves.
 */
@NullMarked
package dev.jbuild.engine.registry;

import org.jspecify.annotations.NullMarked;
