package dev.jbuild.engine.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Map;

class HostTrustTest {
    @TempDir Path folder;

    private Path bundle(String content) throws Exception {
        return Files.writeString(folder.resolve("bundle.pem"), content);
    }

    private String authority() throws Exception {
        Path files = Files.createTempDirectory(folder, "ca");
        return Files.readString(
                new TestCertificates()
                        .write(files, "ca.pem", "cert.pem", "key.pem")
                        .resolve("ca.pem"));
    }

    @Test
    void bundle_becomesAKeyStoreOfItsCertificates() throws Exception {
        String one = authority();
        String other = authority();
        Path bundle = bundle("# One\n" + one + "\nOther: -----\n" + other.replace("\n", "\r\n"));

        HostTrust trust =
                HostTrust.read(new Trust.Host(), Map.of("SSL_CERT_FILE", bundle.toString()))
                        .orElseThrow();

        assertThat(trust.pem().toArray()).isEqualTo(Files.readAllBytes(bundle));
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(
                new ByteArrayInputStream(trust.keyStore().toArray()),
                HostTrust.KEY_STORE_PASSWORD.toCharArray());
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        assertThat(Collections.list(store.aliases())).containsOnly("ca-0", "ca-1");
        assertThat(store.getCertificate("ca-0"))
                .isEqualTo(
                        certificates.generateCertificate(
                                new ByteArrayInputStream(one.getBytes(StandardCharsets.US_ASCII))));
        assertThat(store.getCertificate("ca-1"))
                .isEqualTo(
                        certificates.generateCertificate(
                                new ByteArrayInputStream(
                                        other.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void fileThatHoldsNoCertificate_isRefused() throws Exception {
        for (String content :
                new String[] {
                    "",
                    "nothing of the kind",
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    authority().replace("-----END", "----END")
                }) {
            Path bundle = bundle(content);
            assertThatThrownBy(() -> HostTrust.read(new Trust.File(bundle), Map.of()))
                    .as(content)
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining("cannot read the CA bundle `" + bundle + "`");
        }
    }

    @Test
    void fileThatIsMissing_isRefused() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> HostTrust.read(new Trust.File(missing), Map.of()))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessage("cannot read the CA bundle `" + missing + "`: there is no such file");
        assertThatThrownBy(() -> HostTrust.requireReadable(new Trust.File(missing)))
                .isInstanceOf(UserMistake.class)
                .hasMessage("cannot read the CA bundle `" + missing + "`: there is no such file");
    }
}
