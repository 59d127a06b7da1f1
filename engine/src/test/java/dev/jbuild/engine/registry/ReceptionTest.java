package dev.jbuild.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.session.CredentialsProvider;
import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.engine.testing.TlsFront;
import dev.jbuild.engine.testing.TunnelProxy;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.ImageName;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;

/** Who is asked how, and what failures mean. What registries say is tested where it is told. */
class ReceptionTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static Registries registries(Map<String, String> environment) {
        return new Registries(
                CredentialsProvider.ANONYMOUS,
                new Proxies(environment),
                new Attempts(List.of(), _ -> {}));
    }

    private static ImageName image(String host) {
        return ImageName.parse(host + "/team/app:1");
    }

    @Test
    void registries_areAskedAtTheSameTime() throws Exception {
        List<ServerSocket> silent = new ArrayList<>();
        try (WebServer server =
                new WebServer(
                        exchange -> {
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        })) {
            List<ImageName> images = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                silent.add(new ServerSocket(0));
                images.add(image("localhost:" + silent.getLast().getLocalPort()));
            }
            String good = server.url().substring("http://".length());
            images.add(image(good));
            long start = System.nanoTime();
            Map<String, Reception> receptions = registries(Map.of()).receptions(images, LIMIT);

            // One after the other would take 20 s.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(LIMIT.multipliedBy(5));
            assertThat(receptions).hasSize(21).containsEntry(good, new Reception.Welcome());
            receptions.remove(good);
            assertThat(receptions.values()).allMatch(new Reception.Silent()::equals);
        } finally {
            for (ServerSocket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void registry_isAskedThroughTheProxy() throws Exception {
        TestCertificates certificates = new TestCertificates("registry.invalid");
        try (WebServer server = new WebServer(exchange -> exchange.close());
                TlsFront tls =
                        TlsFront.forAnyone(
                                server.url().substring("http://".length()), certificates.daemon());
                TunnelProxy proxy = new TunnelProxy(tls.name())) {
            ImageName image = image("registry.invalid");
            assertThat(registries(Map.of()).receptions(List.of(image), LIMIT).values())
                    .doesNotContain(new Reception.Untrusted());
            assertThat(
                            registries(Map.of("HTTPS_PROXY", proxy.url()))
                                    .receptions(List.of(image), Duration.ofSeconds(10))
                                    .values())
                    .containsExactly(new Reception.Untrusted());
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT registry.invalid:443");
        }
    }

    @Test
    void registry_thatCannotBeAsked_failsAlone() throws Exception {
        assertThat(registries(Map.of()).receptions(List.of(image("localhost:99999")), LIMIT))
                .hasEntrySatisfying(
                        "localhost:99999",
                        found -> assertThat(found).isInstanceOf(Reception.Failed.class));
    }

    @Test
    void failure_ofACertificate_isToldByItsInnermostCause() {
        assertThat(handshake(new CertificateException("No name matching a.example found")))
                .isEqualTo(new Reception.BadCertificate("No name matching a.example found"));
        assertThat(
                        handshake(
                                new CertificateException(
                                        "PKIX path validation failed",
                                        new CertificateExpiredException("NotAfter: 2020"))))
                .isEqualTo(new Reception.BadCertificate("it has expired"));
    }

    private static Reception handshake(CertificateException cause) {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX");
        failure.initCause(cause);
        return Reception.of(new IOException("PKIX", failure));
    }
}
