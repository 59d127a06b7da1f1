package dev.jbuild.engine.git;

import dev.jbuild.engine.trust.HostTrust;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.TrustManager;

/** Connections by way of the proxies of the environment, to servers that the machine trusts. */
final class WebConnections extends JDKHttpConnectionFactory {
    private final Map<String, String> environment;
    private final Proxies proxies;
    private TrustManager @Nullable [] trusted;

    WebConnections(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.proxies = new Proxies(environment);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy given) throws IOException {
        Proxy proxy = given.type() == Proxy.Type.DIRECT ? proxies.of(url) : given;
        HttpConnection connection = super.create(url, proxy);
        if (url.getProtocol().equals("https")) {
            try {
                connection.configure(null, trusted(), null);
            } catch (GeneralSecurityException | EnvironmentFailure e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return connection;
    }

    /** Null stands for what Java trusts by itself. */
    private synchronized TrustManager @Nullable [] trusted()
            throws GeneralSecurityException, IOException, EnvironmentFailure {
        if (trusted == null) {
            String bundle = environment.getOrDefault("GIT_SSL_CAINFO", "");
            Optional<HostTrust> trust =
                    HostTrust.read(
                            bundle.isEmpty() ? new Trust.Host() : new Trust.File(Path.of(bundle)),
                            environment);
            trusted = trust.isPresent() ? trust.get().managers() : null;
        }
        return trusted;
    }
}
