package dev.jbuild.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.engine.testing.TlsFront;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real engine, at every kind of address that a user may have it. */
@Tag("engine")
class DockerEngineTest {
    private final Map<String, String> environment = new HashMap<>();
    private Path home;

    @BeforeEach
    void makeHome(@TempDir Path temp) {
        home = temp;
        environment.put("HOME", temp.toString());
        environment.put("PATH", EngineUnderTest.environment().getOrDefault("PATH", ""));
    }

    @Test
    void cure_whenTheSocketIsForOthers_namesTheGroup() {
        assertThat(DockerEngine.cure("Permission denied")).contains("usermod -aG docker");
        assertThat(DockerEngine.cure("Connection refused")).startsWith("start Docker");
    }

    private static Forwarder forwarder() throws IOException {
        return new Forwarder(EngineUnderTest.socket());
    }

    private void assertAnswers() throws Exception {
        try (DockerEngine engine = DockerEngine.find(environment)) {
            assertThat(engine.description()).startsWith("Docker ");
            try (Connection builder = Connection.open(engine.address())) {
                assertThat(builder.capabilities().platforms()).isNotEmpty();
            }
        }
    }

    @Test
    void overTcp_engineAndBuilderAnswer() throws Exception {
        try (Forwarder tcp = forwarder()) {
            environment.put("DOCKER_HOST", "tcp://" + tcp.name());
            assertAnswers();
        }
    }

    @Test
    void overTls_thoseWithACertificateAreLetIn() throws Exception {
        TestCertificates certificates = new TestCertificates();
        Path files = certificates.write(home.resolve("tls"), "ca.pem", "cert.pem", "key.pem");
        try (Forwarder tcp = forwarder();
                TlsFront tls = new TlsFront(tcp.name(), certificates.daemon(), "http/1.1")) {
            environment.put("DOCKER_HOST", "tcp://" + tls.name());
            environment.put("DOCKER_TLS_VERIFY", "1");
            environment.put("DOCKER_CERT_PATH", files.toString());
            assertAnswers();

            Files.delete(files.resolve("cert.pem"));
            Files.delete(files.resolve("key.pem"));
            assertUnreachable("");

            new TestCertificates().write(files, "ca.pem", "cert.pem", "key.pem");
            assertUnreachable("certif");

            environment.remove("DOCKER_TLS_VERIFY");
            assertUnreachable("");
        }
    }

    @Test
    void ofAContext_engineAndBuilderAnswerByItsTls() throws Exception {
        TestCertificates certificates = new TestCertificates();
        try (Forwarder tcp = forwarder();
                TlsFront tls = new TlsFront(tcp.name(), certificates.daemon(), "http/1.1")) {
            String id = dev.jbuild.model.Digest.of("far".getBytes(StandardCharsets.UTF_8)).hex();
            Path contexts = home.resolve(".docker/contexts");
            Path meta = Files.createDirectories(contexts.resolve("meta").resolve(id));
            Files.writeString(
                    meta.resolve("meta.json"),
                    "{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://" + tls.name() + "\"}}}");
            certificates.write(
                    contexts.resolve("tls").resolve(id).resolve("docker"),
                    "ca.pem",
                    "cert.pem",
                    "key.pem");
            Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"far\"}");
            assertAnswers();
        }
    }

    @Test
    void overSsh_engineAndBuilderAnswer_andNothingIsLeft() throws Exception {
        Set<Path> before = tunnels();
        // In the place of ssh, the same command on this machine.
        Path bin = Files.createDirectories(home.resolve("bin"));
        program(
                bin.resolve("ssh"),
                "#!/bin/sh\nwhile [ \"$1\" != -- ]; do shift; done; shift 3\n"
                        + "exec \"$JBUILD_DEV_DOCKER\" --host unix://"
                        + EngineUnderTest.socket()
                        + " \"$@\"\n");
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.put(
                "JBUILD_DEV_DOCKER",
                EngineUnderTest.environment().getOrDefault("JBUILD_DEV_DOCKER", "docker"));
        environment.put("DOCKER_HOST", "ssh://ada@build.example");
        assertAnswers();

        program(
                bin.resolve("ssh"),
                "#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255");
        assertUnreachable("Permission denied (publickey).");
        assertThat(tunnels()).isEqualTo(before);
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void silence_isNotWaitedForForEver() throws Exception {
        try (ServerSocketChannel here = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ServerSocketChannel far = ServerSocketChannel.open()) {
            Path place = home.resolve("silent.sock");
            here.bind(UnixDomainSocketAddress.of(place));
            far.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = far.getLocalAddress().toString().replaceFirst(".*:", "");
            for (String host : List.of("unix://" + place, "tcp://localhost:" + port)) {
                environment.put("DOCKER_HOST", host);
                assertThatThrownBy(() -> DockerEngine.find(environment, Duration.ofSeconds(1)))
                        .isInstanceOf(EnvironmentFailure.class)
                        .hasMessage(
                                "no Docker engine answers at `"
                                        + host
                                        + "`: what listens there says nothing for 1 s");
            }
        }
    }

    /** The folders of tunnels that there are. */
    private static Set<Path> tunnels() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("jbuild-"))
                    .filter(folder -> Files.exists(folder.resolve("engine.sock")))
                    .collect(Collectors.toSet());
        }
    }

    private void assertUnreachable(String message) {
        assertThatThrownBy(() -> DockerEngine.find(environment))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageStartingWith(
                        "no Docker engine answers at `" + environment.get("DOCKER_HOST") + "`: ")
                .hasMessageContaining(message)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("engine-unreachable");
    }
}
