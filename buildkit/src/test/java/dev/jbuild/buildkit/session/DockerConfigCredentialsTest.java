package dev.jbuild.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DockerConfigCredentialsTest {

    @TempDir Path dir;
    private final List<String> asked = new ArrayList<>();

    @Test
    void host_whenInTheFile_hasItsLogin() throws Exception {
        // me:pass:word
        var credentials =
                config("{\"auths\":{\"localhost:5000\":{\"auth\":\"bWU6cGFzczp3b3Jk\"}}}");

        assertThat(credentials.credentials("localhost:5000"))
                .isEqualTo(new Credentials("me", "pass:word"));
        assertThat(credentials.credentials("localhost")).isEqualTo(Credentials.ANONYMOUS);
    }

    @Test
    void hub_whenAskedForByItsHost_isFoundUnderItsOldKey() throws Exception {
        var credentials =
                config("{\"auths\":{\"https://index.docker.io/v1/\":{\"identitytoken\":\"T\"}}}");

        assertThat(credentials.credentials("registry-1.docker.io"))
                .isEqualTo(new Credentials("", "T"));
    }

    /** Docker itself takes any address for its host where no key is the host. */
    @Test
    void host_whenKeptAsAnyAddress_isFound() throws Exception {
        var credentials =
                config(
                        """
                        {"auths":{"https://a.io/v2/":{"auth":"bWU6eA=="},
                         "b.io/v1":{"auth":"bWU6eQ=="},"https://b.io.evil/v2/":{"auth":"bWU6eg=="}}}\
                        """);

        assertThat(credentials.credentials("a.io")).isEqualTo(new Credentials("me", "x"));
        assertThat(credentials.credentials("b.io")).isEqualTo(new Credentials("me", "y"));
        assertThat(credentials.credentials("v2")).isEqualTo(Credentials.ANONYMOUS);
    }

    @Test
    void helpers_whenNamed_goBeforeTheFile() throws Exception {
        var credentials =
                config(
                        """
                        {"auths":{"a.io":{"auth":"bWU6eA=="},"b.io":{"auth":"bWU6eA=="}},
                         "credHelpers":{"a.io":"special"},"credsStore":"general"}\
                        """);

        assertThat(credentials.credentials("a.io").username()).isEqualTo("special");
        assertThat(credentials.credentials("b.io").username()).isEqualTo("general");
        assertThat(asked).containsExactly("special a.io", "general b.io");
    }

    @Test
    void file_whenMissing_isAnonymous() throws Exception {
        assertThat(
                        DockerConfigCredentials.of(Map.of("DOCKER_CONFIG", dir + "/nowhere"))
                                .credentials("a.io"))
                .isEqualTo(Credentials.ANONYMOUS);
    }

    @Test
    void file_whenBroken_isNamedWithoutItsContent() throws Exception {
        var credentials = config("{\"auths\": hunter2");

        assertThatThrownBy(() -> credentials.credentials("a.io"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void credentials_whenPrinted_hideTheSecret() {
        assertThat(new Credentials("me", "hunter2").toString())
                .contains("me")
                .doesNotContain("hunter2");
    }

    private DockerConfigCredentials config(String json) throws IOException {
        Path file = Files.writeString(dir.resolve("config.json"), json);
        return new DockerConfigCredentials(
                file,
                (helper, server) -> {
                    asked.add(helper + " " + server);
                    return new Credentials(helper, "secret");
                });
    }
}
