package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.daemon.Endpoint;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The real daemon, reached in every way that a user may have it. */
@Tag("engine")
class EndpointsTest {

    private static final Path SOCKET = Path.of(URI.create(Engine.endpoint().toString()).getPath());

    @Test
    void connect_overTheSocket_builds() throws Exception {
        assertBuilds(Endpoint.parse("unix://" + SOCKET));
    }

    @Test
    void connect_overTcp_builds() throws Exception {
        try (Forwarder docker = new Forwarder(SOCKET, false)) {
            assertBuilds(Endpoint.parse("tcp://127.0.0.1:" + docker.port()));
        }
    }

    @Test
    void connect_toBuildkitWithoutDockerAroundIt_builds() throws Exception {
        try (Forwarder buildkitd = new Forwarder(SOCKET, true)) {
            assertBuilds(Endpoint.parse("buildkitd+tcp://127.0.0.1:" + buildkitd.port()));
        }
    }

    private static void assertBuilds(Endpoint endpoint) throws Exception {
        try (BuildkitClient client = BuildkitClient.connect(endpoint)) {
            BuildOutcome<String> built =
                    client.build(
                            BuildRequest.EMPTY,
                            gateway -> {
                                Ref ref = gateway.solve(graph(freshShell("echo here > /out")));
                                return Finish.with(
                                        new String(
                                                gateway.readFile(ref, "/out"),
                                                StandardCharsets.UTF_8));
                            });
            assertThat(built.value()).isEqualTo("here\n");
        }
    }
}
