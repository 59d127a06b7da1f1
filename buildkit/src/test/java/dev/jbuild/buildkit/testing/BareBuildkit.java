package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has tests build with a BuildKit that belongs to no engine, where {@code dev/test --buildkitd}
 * asks for it.
 */
public final class BareBuildkit {
    private static final String WANTED = "JBUILD_DEV_BUILDKITD";

    private BareBuildkit() {}

    /** Whether tests run with one. */
    public static boolean isWanted() {
        return System.getenv(WANTED) != null;
    }

    /** The variables of a user of the engine, who may have a BuildKit beside it. */
    public static Map<String, String> environment() {
        if (!isWanted()) {
            return System.getenv();
        }
        Map<String, String> variables = new TreeMap<>(System.getenv());
        variables.put("BUILDKIT_HOST", Only.ADDRESS);
        return variables;
    }

    /** Made when it is asked for first, and there until the tests have ended. */
    private static final class Only {
        static final String ADDRESS = address();

        private static String address() {
            String engine = URI.create(System.getenv("DOCKER_HOST")).getPath();
            try {
                return "tcp://" + Forwarder.buildkitd(UnixDomainSocketAddress.of(engine)).name();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
