package dev.jbuild.engine;

import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.model.Project;

import java.nio.file.Path;

/**
 * Everything that a build depends on beside the files of the project.
 *
 * @param root folder that references, copies and deliveries are relative to
 * @param project what to build
 */
public record BuildRequest(
        Path root, Project project, Permissions allowed, Session session, CacheFolder cache) {}
