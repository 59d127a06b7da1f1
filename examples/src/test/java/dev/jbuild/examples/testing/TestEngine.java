package dev.jbuild.examples.testing;

import dev.jbuild.buildkit.testing.BareBuildkit;

import java.util.Map;
import java.util.UUID;

/** The engine that tests run against, as {@code dev/test} tells of it. */
public final class TestEngine {
    /** Different in every run: makes steps new to the engine's own cache, and names ours alone. */
    public static final String NONCE = UUID.randomUUID().toString().substring(0, 8);

    public static final String BASE = "debian:bookworm-slim";

    private TestEngine() {}

    /** The environment of a user of the engine; without an engine the test fails. */
    public static Map<String, String> environment() {
        if (System.getenv("DOCKER_HOST") == null) {
            throw new AssertionError("no engine to test with: run dev/test, which brings one up");
        }
        return BareBuildkit.environment();
    }

    /** Host and port of the registry. */
    public static String registry() {
        return environment().getOrDefault("JBUILD_DEV_REGISTRY", "localhost:5000");
    }
}
