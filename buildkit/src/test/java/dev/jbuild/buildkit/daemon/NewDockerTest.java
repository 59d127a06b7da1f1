package dev.jbuild.buildkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.BuildRequest;
import dev.jbuild.buildkit.BuildkitClient;
import dev.jbuild.buildkit.Finish;
import dev.jbuild.buildkit.Ref;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.testing.NewDocker;
import dev.jbuild.buildkit.testing.ScriptedDaemon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** Docker engines that no longer upgrade, and sockets behind which there is none. */
@Timeout(60)
class NewDockerTest {
    private static final Definition GRAPH =
            Definition.of(
                    FileOp.of(Tree.scratch(), new FileAction.Mkdir("/d", 0755, false))
                            .vertex(Remarks.NONE)
                            .output());

    @TempDir Path folder;
    private Path socket;
    private ScriptedDaemon buildkit;
    private SocketAddress place;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("docker.sock");
        buildkit = new ScriptedDaemon();
        place = new InetSocketAddress(InetAddress.getLoopbackAddress(), buildkit.port());
    }

    @AfterEach
    void stop() {
        buildkit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found",
                "HTTP/1.1 410 Gone",
                "HTTP/1.1 400 Bad Request",
                "HTTP/1.1 405 Method Not Allowed",
                "HTTP/1.1 501 Not Implemented"
            })
    void build_whenThereIsNoUpgrade_goesWithHttp2FromTheFirstByte(String answer) throws Exception {
        try (NewDocker docker = new NewDocker(socket, place, answer);
                BuildkitClient client = BuildkitClient.connect(endpoint())) {
            for (int i = 0; i < 2; i++) {
                assertThat(
                                client.build(
                                                BuildRequest.EMPTY,
                                                gateway -> Finish.with(gateway.solve(GRAPH)))
                                        .value())
                        .isEqualTo(new Ref("tree"));
            }

            assertThat(docker.refused()).isEqualTo(1);
            assertThat(docker.direct()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 403 Forbidden", "HTTP/1.1 500 Internal Server Error"})
    void connect_whenTheEngineRefuses_tellsItsAnswer(String answer) throws Exception {
        try (NewDocker docker = new NewDocker(socket, place, answer)) {
            assertThatThrownBy(() -> BuildkitClient.connect(endpoint()))
                    .hasMessageContaining(answer);

            assertThat(docker.direct()).isZero();
        }
    }

    @Test
    void dial_whenNothingIsEverSaid_givesUp() throws Exception {
        try (NewDocker _ = new NewDocker(socket, place, "")) {
            assertThatThrownBy(() -> new Dialer(endpoint(), Duration.ofMillis(200)).dial())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("says nothing");
        }
    }

    private Endpoint endpoint() {
        return Endpoint.parse("unix://" + socket);
    }
}
