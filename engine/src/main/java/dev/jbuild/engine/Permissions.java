package dev.jbuild.engine;

import dev.jbuild.engine.lock.LockUse;

/**
 * What a build may do beside building.
 *
 * @param push whether images that ask for it go to their registry
 * @param privileged whether steps may have rights over the engine that they ask for
 * @param lock what may be done about names that the lock does not know
 */
public record Permissions(boolean push, boolean privileged, LockUse lock) {}
