package dev.jbuild.engine.testing;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own, a daemon, and a user whom it knows. */
public final class TestCertificates {
    private final String name = "CN=test authority " + UUID.randomUUID();
    private final KeyPair authorityKey = keys();
    private final X509Certificate authority;
    private final String[] hosts;
    private int serial;

    /** Of a daemon named {@code localhost}. */
    public TestCertificates() throws Exception {
        this("localhost");
    }

    /**
     * @param hosts the names of the daemon
     */
    public TestCertificates(String... hosts) throws Exception {
        this.hosts = hosts.clone();
        authority = certificate(name, authorityKey, true);
    }

    /** What a daemon needs that lets only users of this authority in. */
    public SSLContext daemon() throws Exception {
        KeyPair pair = keys();
        KeyStore identity = KeyStore.getInstance("PKCS12");
        identity.load(null, null);
        identity.setKeyEntry(
                "daemon",
                pair.getPrivate(),
                new char[0],
                new X509Certificate[] {certificate("CN=localhost", pair, false)});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The authority, as bundles have it. */
    public String authority() throws Exception {
        return pem("CERTIFICATE", authority.getEncoded());
    }

    /** Writes the files of a user into a folder, under names for authority, certificate and key. */
    public Path write(Path folder, String ca, String certificate, String key) throws Exception {
        KeyPair pair = keys();
        Files.createDirectories(folder);
        Map<String, String> files =
                Map.of(
                        ca, authority(),
                        certificate,
                                pem(
                                        "CERTIFICATE",
                                        certificate("CN=user", pair, false).getEncoded()),
                        key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    private X509Certificate certificate(String subject, KeyPair pair, boolean isAuthority)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(name),
                        BigInteger.valueOf(++serial),
                        Date.from(now.minusSeconds(3600)),
                        Date.from(now.plusSeconds(3600)),
                        new X500Name(subject),
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        Arrays.stream(hosts)
                                .map(TestCertificates::name)
                                .toArray(GeneralName[]::new)));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(authorityKey.getPrivate())));
    }

    private static GeneralName name(String host) {
        boolean number = host.matches("[\\d.]+");
        return new GeneralName(number ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
