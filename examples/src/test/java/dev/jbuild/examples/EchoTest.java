package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.examples.testing.Container;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Example;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The echo server, built with arguments of the user, and run. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EchoTest {
    /** No engine has built it before, so that it shows the output of the check. */
    private static final String VERSION = "2.3.4-" + NONCE;

    private Example echo;
    private Outcome built;
    private String own;

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        own = Containers.nativePlatform();
        echo = new Example("echo", folder);
        built = echo.build("--push", "--arg", "VERSION=" + VERSION, "--arg", "PORT=8090", "+all");
    }

    @AfterAll
    void cleanUp() throws Exception {
        echo.remove();
    }

    @Test
    void arguments_areInTheSettingsOfTheImage_andDefaultsToo() throws Exception {
        JsonObject config = echo.config(own).getAsJsonObject("config");

        JsonObject labels = config.getAsJsonObject("Labels");
        assertThat(labels.get("org.opencontainers.image.version"))
                .hasToString("\"" + VERSION + "\"");
        assertThat(labels.get("org.opencontainers.image.licenses")).hasToString("\"Apache-2.0\"");
        assertThat(labels.get("org.opencontainers.image.revision")).hasToString("\"unknown\"");
        assertThat(config.get("Env").toString())
                .contains("\"PYTHONUNBUFFERED=1\"", "\"PORT=8090\"", "\"VERSION=" + VERSION + "\"")
                .contains("\"PYTHONPATH=/app/local/lib/python3.11/dist-packages\"");
        assertThat(config.get("User").getAsString()).isEqualTo("echo");
        assertThat(config.get("WorkingDir").getAsString()).isEqualTo("/app");
        assertThat(config.getAsJsonObject("ExposedPorts").keySet()).containsExactly("8090/tcp");
        assertThat(config.get("Entrypoint")).hasToString("[\"/usr/bin/python3\"]");
        assertThat(config.get("Cmd")).hasToString("[\"/app/echo.py\"]");
        assertThat(config.get("StopSignal").getAsString()).isEqualTo("SIGINT");
    }

    @Test
    void container_answers_andEndsWhenItIsAsked() throws Exception {
        assertThat(built.err()).containsPattern("(?m)^\\+check .*\\|   checked with Python 3\\.");

        Container container = echo.container(own, 8090, "/healthz");

        JsonObject said =
                JsonParser.parseString(container.get("/blah/blah").body()).getAsJsonObject();
        assertThat(said.get("echo").getAsString()).isEqualTo("blah/blah");
        assertThat(said.get("fingerprint").getAsString()).isEqualTo(fnv1a("blah/blah"));
        assertThat(container.get("/version").body())
                .isEqualTo("{\"version\": \"" + VERSION + "\"}");
        assertThat(container.shell("id -un; id -u")).isEqualTo("echo\n10001");
        assertThat(container.files())
                .contains("app/echo.py")
                .noneMatch(file -> file.matches("(.*/)?(gcc|cc|pip3?|Python\\.h)"));
        assertThat(container.stop()).isZero();
    }

    /** The same hash, in Java. */
    private static String fnv1a(String ascii) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < ascii.length(); i++) {
            hash = (hash ^ ascii.charAt(i)) * 0x100000001b3L;
        }
        return String.format("%016x", hash);
    }

    @Test
    void image_isSmall() throws Exception {
        assertThat(echo.registry().compressedSize(echo.manifest(own))).isLessThan(50_000_000);
    }
}
