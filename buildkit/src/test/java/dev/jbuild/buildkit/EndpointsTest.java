package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.testing.Forwarder;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The real daemon, reached in every way that a user may have it. */
@Tag("engine")
class EndpointsTest {

    private static final UnixDomainSocketAddress SOCKET =
            UnixDomainSocketAddress.of(URI.create(Engine.endpoint().toString()).getPath());

    @Test
    void connect_overTheSocket_builds() throws Exception {
        assertBuilds(Endpoint.parse("unix://" + SOCKET));
    }

    @Test
    void connect_overTcp_builds() throws Exception {
        try (Forwarder docker = new Forwarder(SOCKET)) {
            assertBuilds(Endpoint.parse("tcp://" + docker.name()));
        }
    }

    @Test
    void connect_toBuildkitWithoutDockerAroundIt_builds() throws Exception {
        try (Forwarder buildkitd = Forwarder.buildkitd(SOCKET)) {
            assertBuilds(Endpoint.parse("buildkitd+tcp://" + buildkitd.name()));
        }
    }

    @Test
    void connect_toBuildkitAtASocket_builds(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("buildkitd.sock");
        try (Forwarder _ = Forwarder.buildkitd(SOCKET, socket)) {
            assertBuilds(Endpoint.parse("buildkitd+unix://" + socket));
        }
    }

    @Test
    void connect_keepsGrpcFromPrintingWhatItThrows() throws Exception {
        try (BuildkitClient _ = Engine.connect()) {
            assertThat(Logger.getLogger("io.grpc.internal.Any").isLoggable(Level.SEVERE)).isFalse();
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
