package dev.jbuild.engine;

import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;

import java.nio.file.Path;
import java.util.Map;

/**
 * Everything that a build depends on beside the files of the project.
 *
 * @param root folder that references, copies and deliveries are relative to
 * @param project what to build
 * @param nativePlatform the platform of targets that run natively
 * @param push whether images that ask for it go to their registry
 * @param trust which certificate authorities steps trust beside those of their image
 * @param lock what may be done about names that the lock does not know
 * @param state folder of the cache, shared by all projects of a user
 * @param cacheSize how large the cache may be
 * @param environment variables of the user's session: where the engine is, proxies, credentials
 */
public record BuildRequest(
        Path root,
        Project project,
        Platform nativePlatform,
        boolean push,
        Trust trust,
        LockUse lock,
        Path state,
        CacheSize cacheSize,
        Map<String, String> environment) {
    public BuildRequest {
        environment = Map.copyOf(environment);
    }
}
