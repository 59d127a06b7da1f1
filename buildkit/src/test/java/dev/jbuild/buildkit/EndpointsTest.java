package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.testing.Forwarder;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The real daemon, reached in every way that a user may have it. */
@Tag("engine")
class EndpointsTest {

    private static final UnixDomainSocketAddress SOCKET =
            UnixDomainSocketAddress.of(URI.create(Engine.endpoint().toString()).getPath());
    private static final byte[] UPGRADE =
            "POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

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
        try (Forwarder buildkitd = new Forwarder(SOCKET, EndpointsTest::upgrade)) {
            assertBuilds(Endpoint.parse("buildkitd+tcp://" + buildkitd.name()));
        }
    }

    /**
     * Has Docker speak HTTP/2 from here on, which makes the BuildKit inside of it look like a
     * buildkitd of its own.
     */
    private static void upgrade(SocketChannel daemon) throws IOException {
        daemon.write(ByteBuffer.wrap(UPGRADE));
        StringBuilder header = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (header.indexOf("\r\n\r\n") < 0) {
            if (daemon.read(one.clear()) < 0) {
                throw new IOException("no upgrade: " + header);
            }
            header.append((char) one.get(0));
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
