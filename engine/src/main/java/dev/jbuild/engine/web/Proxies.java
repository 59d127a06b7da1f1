package dev.jbuild.engine.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that the environment names, by the rules that curl and git go by. */
public final class Proxies {
    private static final int USUAL_PORT = 1080;

    private final Map<String, String> environment;

    public Proxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The one for an address. */
    public Proxy of(URL url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        if (isThisMachine(host) || isExempt(host, port)) {
            return Proxy.NO_PROXY;
        }
        return setting(url.getProtocol().toUpperCase(Locale.ROOT) + "_PROXY")
                .or(() -> setting("ALL_PROXY"))
                .map(Proxies::proxy)
                .orElse(Proxy.NO_PROXY);
    }

    /** The same, as Java's newer client of the web asks for it. */
    public ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                try {
                    return List.of(Proxies.this.of(uri.toURL()));
                } catch (MalformedURLException e) {
                    throw new IllegalArgumentException(e);
                }
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // Whoever asked is told.
            }
        };
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private boolean isExempt(String host, int port) {
        return Arrays.stream(setting("NO_PROXY").orElse("").split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(entry, host, port));
    }

    private static boolean matches(String entry, String host, int port) {
        String name = entry.startsWith("*.") ? entry.substring(2) : entry;
        name = name.startsWith(".") ? name.substring(1) : name;
        String suffix = ":" + port;
        name = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        return name.equals("*") || host.equals(name) || host.endsWith("." + name);
    }

    private static Proxy proxy(String written) {
        URI address = URI.create(written.contains("://") ? written : "http://" + written);
        boolean socks = String.valueOf(address.getScheme()).startsWith("socks");
        return new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                new InetSocketAddress(
                        String.valueOf(address.getHost()),
                        address.getPort() < 0 ? USUAL_PORT : address.getPort()));
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(
                        environment.getOrDefault(
                                name.toLowerCase(Locale.ROOT), environment.get(name)))
                .filter(value -> !value.isBlank());
    }
}
