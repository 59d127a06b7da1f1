package dev.jbuild.engine.registry;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Addresses that a registry sends us to, and how far they are to be trusted. */
final class Locations {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
    private static final int LONGEST_SHOWN = 200;

    private Locations() {}

    /**
     * Where an answer leads.
     *
     * @throws IOException when that is no address of the web, or one without TLS where there was
     *     TLS before
     */
    static URI next(URI from, String location) throws IOException {
        URI next;
        try {
            next = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw refused(location);
        }
        boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
        if (!web || next.getHost() == null) {
            throw refused(location);
        }
        if ("https".equals(from.getScheme()) && !"https".equals(next.getScheme())) {
            throw new IOException(
                    "the registry leads to `" + shown(location) + "`, which has no TLS");
        }
        return next;
    }

    /**
     * Whether both are the same server, which alone is told passwords and tokens that are for it.
     */
    static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && host(one).equals(host(other))
                && port(one) == port(other);
    }

    /** Whether it is on this machine. */
    static boolean isLoopback(URI address) {
        return LOOPBACK.contains(host(address)) || host(address).startsWith("127.");
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI address) {
        return address.getPort() >= 0
                ? address.getPort()
                : "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static IOException refused(String location) {
        return new IOException("the registry leads to `" + shown(location) + "`, which is nowhere");
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
