package dev.jbuild.engine.testing;

import java.util.Map;

/** The real engine and registry that tests run against. */
public final class EngineUnderTest {
    private EngineUnderTest() {}

    /** The environment of a user of that engine; without an engine the test fails. */
    public static Map<String, String> environment() {
        if (System.getenv("DOCKER_HOST") == null) {
            throw new AssertionError("no engine to test with: run dev/test, which brings one up");
        }
        return System.getenv();
    }

    /** Host and port of the registry. */
    public static String registry() {
        return System.getenv().getOrDefault("JBUILD_DEV_REGISTRY", "localhost:5000");
    }
}
