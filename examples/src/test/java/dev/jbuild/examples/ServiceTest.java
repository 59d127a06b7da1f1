package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Running;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Services are gone when a build has ended, however it ended. */
@Tag("engine")
class ServiceTest {
    private static final Duration PROMPTLY = Duration.ofSeconds(10);
    private static final Duration PATIENTLY = Duration.ofMinutes(1);

    /** No other test has a service of this name. */
    private static final String NAME = "beside-" + NONCE;

    private static final String PROJECT =
            """
            jbuild '1'

            target('server') {
                from 'debian:bookworm-slim'
                entrypoint 'sh', '-c', 'sleep 1000 & wait'
            }
            target('all') {
                from 'debian:bookworm-slim'
                service 'NAME', image: '+server', ready: WHEN
                run 'getent hosts NAME; echo found; SCRIPT # NONCE'
            }
            """
                    .replace("NAME", NAME)
                    .replace("NONCE", NONCE);

    @TempDir Path folder;

    private Jbuild jbuild;

    @BeforeEach
    void makeProject() throws Exception {
        jbuild = new Jbuild(folder).without("BUILDKIT_HOST");
    }

    private void project(String when, String script) throws Exception {
        jbuild.write("jbuild.groovy", PROJECT.replace("WHEN", when).replace("SCRIPT", script));
    }

    private static String services() {
        try {
            return Containers.docker("ps", "-aq", "--filter", "label=dev.jbuild.service=" + NAME);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What the killed build has marked its containers and images with. */
    private String owner() throws Exception {
        try (Stream<Path> marks = Files.list(folder.resolve("home/v1/state/services"))) {
            return marks.map(mark -> mark.getFileName().toString())
                    .reduce((_, _) -> "several")
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signal_endsServicesToo(String signal) throws Exception {
        project("'true'", "sleep 1000");
        try (Running running = jbuild.start("+all")) {
            Await.until(() -> running.log().contains("|   found"), PATIENTLY, running::log);
            assertThat(services()).isNotEmpty();

            running.signal(signal);

            assertThat(running.await(PROMPTLY).exitCode()).isEqualTo(130);
        }
        assertThat(services()).isEmpty();
    }

    @Test
    void signal_endsAServiceThatIsWaitedFor() throws Exception {
        project("'false'", "true");
        try (Running running = jbuild.start("+all")) {
            Await.until(() -> !services().isEmpty(), PATIENTLY, running::log);

            running.signal("TERM");

            assertThat(running.await(PROMPTLY).exitCode()).isEqualTo(130);
        }
        assertThat(services()).isEmpty();
    }

    @Test
    void kill_leavesServicesToTheNextBuild() throws Exception {
        project("'true'", "sleep 1000");
        try (Running running = jbuild.start("+all")) {
            Await.until(() -> running.log().contains("|   found"), PATIENTLY, running::log);
        }
        assertThat(services()).isNotEmpty();
        String images = "jbuild.local/service:" + owner() + "-*";
        assertThat(Containers.docker("images", "-q", images)).isNotEmpty();

        project("'true'", "true");
        Outcome next = jbuild.run("+all");

        assertThat(next.exitCode()).as(next.toString()).isZero();
        assertThat(services()).isEmpty();
        assertThat(Containers.docker("images", "-q", images)).isEmpty();
    }

    @Test
    void graph_and_why_tellOfServices() throws Exception {
        project("tcp(80)", "true");

        assertThat(jbuild.run("graph", "+all").out())
                .contains("└─ service +server " + Containers.nativePlatform());
        assertThat(jbuild.run("plan", "+all").out()).contains("after 1");
        assertThat(jbuild.run("plan", "--model", "+all").out())
                .contains("\"kind\": \"service\"", "\"kind\": \"tcp\"");
    }
}
