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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/** The Elixir release: made for two platforms on one of them, and run on both. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseTest {
    /** Maps for profilers, which also keep the compiler of OTP 25 from crashing in QEMU 7. */
    private static final List<String> EMULATED = List.of("-e", "ERL_FLAGS=+JPperf true");

    private Example release;
    private Outcome built;
    private String own;

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        own = Containers.nativePlatform();
        release = new Example("release", folder);
        // A release like no other: an engine that has seen it before would not run the tests, and
        // show nothing.
        release.change("lib/visits/check.ex", "checked on", "checked " + NONCE + " on");
        built = release.build("--push", "+all");
    }

    @AfterAll
    void cleanUp() throws Exception {
        release.remove();
        Containers.remove(release.repository() + "-builder:" + NONCE);
    }

    private Container container(String platform) throws Exception {
        String[] options = platform.equals(own) ? new String[0] : EMULATED.toArray(String[]::new);
        return release.container(platform, 4000, "/healthz", options);
    }

    @Test
    @Order(1)
    void nothingIsEmulated_andBytecodeIsMadeOnce() throws Exception {
        String foreign = Containers.foreignPlatform();
        assertThat(built.built())
                .containsExactlyInAnyOrder(
                        "+builder " + own,
                        "+deps " + own,
                        "+compile " + own,
                        "+test " + own,
                        "+check " + own,
                        "+packages " + own,
                        "+packages " + foreign,
                        "+release " + own,
                        "+release " + foreign,
                        "+rootfs " + own,
                        "+rootfs " + foreign,
                        "+image " + own,
                        "+image " + foreign);
        assertThat(built.err())
                .doesNotContain("runs emulated")
                .containsPattern("(?m)^\\+test .*\\| +1 test, 0 failures")
                .containsPattern("(?m)^\\+check .*\\| +checked " + NONCE + " on \\w+, OTP 25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    @Order(1)
    void container_countsVisits_andAnswersItsOwnProgram(String platform) throws Exception {
        Container container = container(platform);

        JsonObject first = JsonParser.parseString(container.get("/").body()).getAsJsonObject();
        JsonObject second = JsonParser.parseString(container.get("/").body()).getAsJsonObject();
        assertThat(first.get("machine").getAsString()).isEqualTo(Containers.machine(platform));
        assertThat(second.get("visits").getAsInt()).isEqualTo(first.get("visits").getAsInt() + 1);
        assertThat(container.shell("id -u; id -g")).isEqualTo("65532\n65532");
    }

    /** The last one, since it ends the container. */
    @Test
    @Order(2)
    void runningRelease_isAskedByItsProgram_withACookieOfItsOwn() throws Exception {
        Container container = container(own);

        assertThat(container.shell("visits rpc 'IO.puts(Visits.Counter.read() + 1000)'"))
                .matches("1\\d{3}");
        assertThat(container.files()).doesNotContain("app/releases/COOKIE");
        assertThat(container.shell("ls -l /tmp/cookie")).startsWith("-rw-------");
        assertThat(container.stop()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    @Order(1)
    void image_isSmall_andSaysHowToRunIt(String platform) throws Exception {
        assertThat(release.registry().compressedSize(release.manifest(platform)))
                .isLessThan(15_000_000);
        JsonObject config = release.config(platform).getAsJsonObject("config");
        assertThat(config.get("User").getAsString()).isEqualTo("65532:65532");
        assertThat(config.getAsJsonObject("ExposedPorts").keySet()).containsExactly("4000/tcp");
        assertThat(config.get("Entrypoint")).hasToString("[\"/app/bin/visits\"]");
        assertThat(config.get("Cmd")).hasToString("[\"start\"]");
    }
}
