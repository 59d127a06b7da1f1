package dev.jbuild.engine.trust;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates behind a {@link Trust}, in the forms that programs read.
 *
 * @param pem for OpenSSL, Node and everything that reads a bundle of PEM certificates
 * @param keyStore for the JVM: a JKS store, which every Java version reads
 */
public record HostTrust(Bytes pem, Bytes keyStore) {
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

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*+)-----END CERTIFICATE-----");

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

    /**
     * Requires that a file which the user has named can be read.
     *
     * @throws UserMistake when it cannot
     */
    public static void requireReadable(Trust trust) throws UserMistake {
        if (trust instanceof Trust.File(Path bundle)) {
            try {
                read(bundle);
            } catch (EnvironmentFailure e) {
                throw new UserMistake(
                        Diagnostic.of(e.code(), String.valueOf(e.getMessage()), e.hint()));
            }
        }
    }

    /** For connections of this program. */
    public TrustManager[] managers() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(new ByteArrayInputStream(keyStore.toArray()), KEY_STORE_PASSWORD.toCharArray());
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
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
            byte[] pem = Files.readAllBytes(bundle);
            return new HostTrust(Bytes.of(pem), keyStore(pem));
        } catch (NoSuchFileException e) {
            throw unreadable(bundle, "there is no such file", e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(bundle, String.valueOf(e.getMessage()), e);
        }
    }

    private static EnvironmentFailure unreadable(Path bundle, String why, Exception cause) {
        return new EnvironmentFailure(
                "trust-bundle",
                "cannot read the CA bundle `" + bundle + "`: " + why,
                "give a PEM file with --trust FILE, or go without with --trust none",
                cause);
    }

    /** The blocks are found by us: the JDK reads such a text byte by byte, in twice the time. */
    private static Bytes keyStore(byte[] pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        Matcher block = CERTIFICATE.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        int count = 0;
        while (block.find()) {
            byte[] content = Base64.getMimeDecoder().decode(block.group(1));
            store.setCertificateEntry(
                    "ca-" + count++,
                    certificates.generateCertificate(new ByteArrayInputStream(content)));
        }
        if (count == 0) {
            throw new CertificateException("there is no certificate in it");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, KEY_STORE_PASSWORD.toCharArray());
        return Bytes.of(bytes.toByteArray());
    }
}
