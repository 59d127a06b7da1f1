package dev.jbuild.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which engine is meant, by what users can set. */
class EngineLocatorTest {
    private final Map<String, String> environment = new HashMap<>();
    private Path docker;

    @BeforeEach
    void makeHome(@TempDir Path home) throws IOException {
        environment.put("HOME", home.toString());
        docker = Files.createDirectories(home.resolve(".docker"));
    }

    private EngineAddress located() throws EnvironmentFailure {
        return EngineLocator.locate(environment);
    }

    private Path context(String name, String meta) throws IOException {
        String id = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        Path folder = Files.createDirectories(docker.resolve("contexts/meta").resolve(id));
        Files.writeString(folder.resolve("meta.json"), meta);
        return docker.resolve("contexts/tls").resolve(id).resolve("docker");
    }

    private static String at(String host) {
        return "{\"Name\":\"x\",\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"}}}";
    }

    @Test
    void engine_whenNothingIsSet_isAtTheDefaultSocket() throws Exception {
        assertThat(located().uri()).hasToString("unix:///var/run/docker.sock");
        assertThat(located().tls()).isEmpty();
        assertThat(located().settings())
                .containsExactly(Map.entry(docker.resolve("config.json"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/user/1000/docker.sock, unix:///run/user/1000/docker.sock",
        "tcp://10.0.0.1:2375, tcp://10.0.0.1:2375",
        "tcp://10.0.0.1, tcp://10.0.0.1:2375",
        "tcp://[::1]:2375, tcp://[::1]:2375",
        "ssh://ada@build.example:2222, ssh://ada@build.example:2222"
    })
    void engine_isWhereDockerHostSays(String host, String address) throws Exception {
        environment.put("DOCKER_HOST", host);
        context("other", at("tcp://10.0.0.9:2375"));
        environment.put("DOCKER_CONTEXT", "other");

        assertThat(located().uri()).hasToString(address);
        assertThat(located().settings()).isEmpty();
    }

    @Test
    void engine_isWhatTheContextSays_theVariableBeforeTheSettings() throws Exception {
        context("chosen", at("tcp://10.0.0.1:2375"));
        context("named", at("unix:///tmp/named.sock"));
        String settings = "{\"currentContext\":\"chosen\"}";
        Files.writeString(docker.resolve("config.json"), settings);

        assertThat(located().uri()).hasToString("tcp://10.0.0.1:2375");
        assertThat(located().settings())
                .hasSize(2)
                .containsEntry(
                        docker.resolve("config.json"),
                        Optional.of(Digest.of(settings.getBytes(StandardCharsets.UTF_8))));

        environment.put("DOCKER_CONTEXT", "named");
        assertThat(located().uri()).hasToString("unix:///tmp/named.sock");

        environment.put("DOCKER_CONTEXT", "default");
        assertThat(located().uri()).hasToString("unix:///var/run/docker.sock");
    }

    @Test
    void engine_ofAContext_hasItsCertificates() throws Exception {
        Path certificates = context("remote", at("tcp://10.0.0.1"));
        new TestCertificates().write(certificates, "ca.pem", "cert.pem", "key.pem");
        environment.put("DOCKER_CONTEXT", "remote");

        assertThat(located().uri()).hasToString("tcp://10.0.0.1:2376");
        assertThat(located().tls()).isPresent();
    }

    @Test
    void tls_isAskedForByVariables_withFilesOfTheDockerFolderOrAnother(@TempDir Path other)
            throws Exception {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1");
        environment.put("DOCKER_TLS_VERIFY", "1");
        assertFails("engine-tls", docker.toString(), "ca.pem");

        new TestCertificates().write(docker, "ca.pem", "cert.pem", "key.pem");
        assertThat(located().tls()).isPresent();
        assertThat(located().uri()).hasToString("tcp://10.0.0.1:2376");

        environment.put("DOCKER_CERT_PATH", other.toString());
        assertFails("engine-tls", other.toString(), "ca.pem");
        new TestCertificates().write(other, "ca.crt", "tls.crt", "tls.key");
        assertThat(located().tls()).isPresent();

        Files.writeString(other.resolve("tls.key"), "no key");
        assertFails("engine-tls", "tls.", "PEM");
    }

    @Test
    void tls_withoutVerification_isRefused() throws Exception {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1");
        environment.put("DOCKER_TLS", "1");
        assertFails("engine-tls", "DOCKER_TLS", "DOCKER_TLS_VERIFY");

        environment.remove("DOCKER_HOST");
        context(
                "lax",
                "{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://h:1\",\"SkipTLSVerify\":true}}}");
        environment.put("DOCKER_CONTEXT", "lax");
        assertFails("engine-tls", "`lax`", "docker context update");
    }

    @Test
    void context_thatDoesNotExist_isToldWithItsName() {
        environment.put("DOCKER_CONTEXT", "nope");
        assertFails("engine-context", "`nope`", "docker context ls");
    }

    @Test
    void settings_thatAreBroken_areToldWithoutTheirContent() throws Exception {
        Files.writeString(docker.resolve("config.json"), "{\"auths\": hunter2");
        assertFails("engine-settings", "config.json", "DOCKER_HOST");
        assertThatThrownBy(this::located).hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/docker.sock", "tcp://", "unix://", "npipe:////./pipe", ":::"})
    void address_thatIsNone_isRefused(String host) {
        environment.put("DOCKER_HOST", host);
        assertFails("engine-address", "DOCKER_HOST names `" + host + "`", "tcp://HOST:PORT");
    }

    @Test
    void ssh_isGivenHostUserPortAndSocket_andNothingThatLooksLikeAnOption() {
        assertThat(Ssh.command(URI.create("ssh://ada@build.example:2222/run/d.sock")))
                .containsExactly(
                        "ssh",
                        "-T",
                        "-o",
                        "ConnectTimeout=10",
                        "-l",
                        "ada",
                        "-p",
                        "2222",
                        "--",
                        "build.example",
                        "docker",
                        "--host",
                        "unix:///run/d.sock",
                        "system",
                        "dial-stdio");
        List<String> plain = Ssh.command(URI.create("ssh://build"));
        assertThat(plain.subList(plain.indexOf("--"), plain.size()))
                .containsExactly("--", "build", "docker", "system", "dial-stdio");
    }

    private void assertFails(String code, String message, String hint) {
        assertThatThrownBy(this::located)
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining(message)
                .satisfies(
                        e -> {
                            assertThat(((EnvironmentFailure) e).code()).isEqualTo(code);
                            assertThat(((EnvironmentFailure) e).hint()).contains(hint);
                        });
    }
}
