package dev.jbuild.engine.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that Docker trusts for one registry, from {@code
 * /etc/docker/certs.d/HOST}, beside those that Java trusts.
 */
final class RegistryTrust {
    private static final Path FOLDER = Path.of("/etc/docker/certs.d");

    private RegistryTrust() {}

    /** Whether there are any for a registry. */
    static boolean isKnown(String host) throws IOException {
        return !authorities(host).isEmpty();
    }

    /** Empty when Java's own trust is all there is. */
    static Optional<SSLContext> of(String host) throws IOException {
        List<Path> files = authorities(host);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : javaTrusts()) {
                store.setCertificateEntry("java-" + store.size(), certificate);
            }
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (Certificate certificate :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        store.setCertificateEntry("docker-" + store.size(), certificate);
                    }
                }
            }
            TrustManagerFactory trust = factory();
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read the certificates in " + FOLDER.resolve(host), e);
        }
    }

    private static List<X509Certificate> javaTrusts() throws GeneralSecurityException {
        TrustManagerFactory usual = factory();
        usual.init((KeyStore) null);
        for (TrustManager manager : usual.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return List.of(trust.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManagerFactory factory() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }

    private static List<Path> authorities(String host) throws IOException {
        Path folder = FOLDER.resolve(host);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
        }
    }
}
