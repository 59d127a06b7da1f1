package dev.jbuild.engine.trust;

import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates behind a {@link Trust}, in the forms that programs read.
 *
 * @param pem for OpenSSL, Node and everything that reads a bundle of PEM certificates
 * @param keyStore for the JVM: a JKS store, which every Java version reads
 */
public record HostTrust(byte[] pem, byte[] keyStore) {
    /** Password of {@link #keyStore}, which holds nothing secret. */
    public static final String KEY_STORE_PASSWORD = "changeit";

    /** Where systems keep the bundle, in the order in which Go's TLS library looks for it. */
    private static final List<String> BUNDLES =
            List.of(
                    "/etc/ssl/certs/ca-certificates.crt",
                    "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/ssl/ca-bundle.pem",
                    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                    "/etc/ssl/cert.pem");

    /**
     * Reads the certificates of {@code trust}.
     *
     * @return empty when steps are to trust nothing more, or the host has no bundle
     * @throws EnvironmentFailure when a bundle is there and cannot be read
     */
    public static Optional<HostTrust> read(Trust trust, Map<String, String> environment)
            throws EnvironmentFailure {
        return switch (trust) {
            case Trust.None() -> Optional.empty();
            case Trust.File(Path bundle) -> Optional.of(read(bundle));
            case Trust.Host() -> {
                Optional<Path> bundle = hostBundle(environment);
                yield bundle.isPresent() ? Optional.of(read(bundle.get())) : Optional.empty();
            }
        };
    }

    private static Optional<Path> hostBundle(Map<String, String> environment) {
        String chosen = environment.getOrDefault("SSL_CERT_FILE", "");
        if (!chosen.isEmpty()) {
            return Optional.of(Path.of(chosen));
        }
        return BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst();
    }

    private static HostTrust read(Path bundle) throws EnvironmentFailure {
        try {
            return new HostTrust(Files.readAllBytes(bundle), keyStore(bundle));
        } catch (IOException | GeneralSecurityException e) {
            throw new EnvironmentFailure(
                    "trust-bundle",
                    "cannot read the CA bundle `" + bundle + "`: " + e.getMessage(),
                    "give a PEM file with --trust FILE, or go without with --trust none",
                    e);
        }
    }

    private static byte[] keyStore(Path bundle) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(bundle)) {
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, KEY_STORE_PASSWORD.toCharArray());
        return bytes.toByteArray();
    }
}
