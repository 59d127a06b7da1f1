package dev.jbuild.engine;

import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
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
 * @param privileged whether steps may have rights over the engine that they ask for
 * @param secrets what the user gives to steps that name it
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
        boolean privileged,
        Secrets secrets,
        Trust trust,
        LockUse lock,
        Path state,
        CacheSize cacheSize,
        Map<String, String> environment) {
    public BuildRequest {
        environment = Map.copyOf(environment);
    }
}
