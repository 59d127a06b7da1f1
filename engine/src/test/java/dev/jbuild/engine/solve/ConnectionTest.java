package dev.jbuild.engine.solve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Builders that take connections and say nothing, as a process does that is stopped. */
class ConnectionTest {
    @Test
    void open_whenNothingIsEverSaid_givesUp(@TempDir Path folder) throws Exception {
        Path place = folder.resolve("silent.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(place));
            BuilderAddress address = BuilderAddress.parse("unix://" + place);

            assertThatThrownBy(() -> Connection.open(address, Duration.ofSeconds(1)))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessage(
                            "no BuildKit answers at `unix://"
                                    + place
                                    + "`: what listens there says nothing for 1 s");
        }
    }
}
