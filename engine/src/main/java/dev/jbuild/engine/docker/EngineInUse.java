package dev.jbuild.engine.docker;

import dev.jbuild.model.failure.EnvironmentFailure;

/** The engine of a build, connected to when it is first needed. */
@FunctionalInterface
public interface EngineInUse {
    DockerEngine get() throws EnvironmentFailure, InterruptedException;
}
