package dev.jbuild.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.FutureTask;

class GreetingTest {
    @TempDir Path folder;

    private static EngineAddress at(String uri) {
        return new EngineAddress(URI.create(uri), Optional.empty(), new LinkedHashMap<>());
    }

    @Test
    void dockerEngine_saysItsVersion_anythingElseDoesNot() throws Exception {
        assertThat(answered("Api-Version: 1.50\r\nServer: Docker/28.5.2+dfsg4 (linux)\r\n"))
                .contains("28.5.2+dfsg4");
        assertThat(answered("server: Docker/20.10.24 (linux)\r\n")).contains("20.10.24");
        assertThat(answered("Server: Libpod/5.0 (linux)\r\n")).isEmpty();
    }

    private Optional<String> answered(String headers) throws Exception {
        Path socket = folder.resolve("engine" + headers.length());
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            FutureTask<Optional<String>> asked =
                    new FutureTask<>(() -> Greeting.of(at("unix://" + socket)));
            Thread.startVirtualThread(asked);
            try (SocketChannel question = engine.accept()) {
                question.read(ByteBuffer.allocate(1024));
                String answer = "HTTP/1.0 200 OK\r\n" + headers + "\r\nOK";
                question.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            }
            return asked.get();
        }
    }

    @Test
    void otherAddresses_areForTheWholeClient() throws Exception {
        assertThat(Greeting.of(at("tcp://localhost:2375"))).isEmpty();
    }

    @Test
    void socketWhereNothingListens_fails() {
        assertThatThrownBy(() -> Greeting.of(at("unix://" + folder.resolve("nothing"))))
                .isInstanceOf(IOException.class);
    }
}
