package dev.jbuild.engine.docker;

import com.github.dockerjava.core.util.CertificateUtils;

import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Files in PEM form with which TLS is spoken to a daemon.
 *
 * @param authority who signed the daemon's certificate; absent for those that Java trusts
 * @param identity what the daemon is shown; absent when it asks for nothing
 */
public record TlsFiles(Optional<Path> authority, Optional<Identity> identity) {

    private static final char[] NO_PASSWORD = {};

    /** A certificate and its private key. */
    public record Identity(Path certificate, Path key) {}

    /**
     * The files of a folder by their usual names: those of Docker, {@code ca.pem}, {@code cert.pem}
     * and {@code key.pem}, else those of a Kubernetes secret, {@code ca.crt}, {@code tls.crt} and
     * {@code tls.key}.
     *
     * @throws EnvironmentFailure when there is none of them, or half of an identity
     */
    public static TlsFiles in(Path folder) throws EnvironmentFailure {
        Optional<Path> authority = first(folder, "ca.pem", "ca.crt");
        Optional<Path> certificate = first(folder, "cert.pem", "tls.crt");
        Optional<Path> key = first(folder, "key.pem", "tls.key");
        if (certificate.isPresent() != key.isPresent()
                || (authority.isEmpty() && certificate.isEmpty())) {
            throw new EnvironmentFailure(
                    "engine-tls",
                    "`" + folder + "` lacks certificates for TLS",
                    "put ca.pem there, and where the daemon asks who you are also cert.pem and"
                            + " key.pem",
                    null);
        }
        return new TlsFiles(
                authority, certificate.map(found -> new Identity(found, key.orElseThrow())));
    }

    private static Optional<Path> first(Path folder, String... names) {
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the files.
     *
     * @throws EnvironmentFailure when one cannot be read
     */
    public SSLContext context() throws EnvironmentFailure {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = emptyStore();
            if (identity.isPresent()) {
                own.setKeyEntry(
                        "user",
                        key(identity.get().key()),
                        NO_PASSWORD,
                        certificates(identity.get().certificate()).toArray(Certificate[]::new));
            }
            keys.init(own, NO_PASSWORD);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authority.isPresent() ? trusted(authority.get()) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new EnvironmentFailure(
                    "engine-tls",
                    "cannot use the certificates for TLS: " + e.getMessage(),
                    "check that they and the key belong together",
                    e);
        }
    }

    private static KeyStore trusted(Path file)
            throws EnvironmentFailure, GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws EnvironmentFailure {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw unreadable(file, "it has no certificate");
            }
            return found;
        } catch (IOException | CertificateException e) {
            throw unreadable(file, e.toString());
        }
    }

    private static PrivateKey key(Path file) throws EnvironmentFailure {
        try {
            PrivateKey key = CertificateUtils.loadPrivateKey(Files.readString(file));
            if (key == null) {
                throw unreadable(file, "it has no private key");
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            // Not with the parser's message, which may quote a secret.
            throw unreadable(file, e.getClass().getSimpleName());
        }
    }

    private static EnvironmentFailure unreadable(Path file, String why) {
        return new EnvironmentFailure(
                "engine-tls",
                "cannot read `" + file + "` for TLS: " + why,
                "it has to be a file in PEM form, without a password",
                null);
    }
}
