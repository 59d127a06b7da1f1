package dev.jbuild.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

class ImageQuestionTest {
    private static final Digest ID = Digest.of(new byte[0]);
    private static final ImageName NAME = ImageName.parse("shop:dev");

    @TempDir Path folder;

    private static EngineAddress at(String uri) {
        return new EngineAddress(URI.create(uri), Optional.empty(), new LinkedHashMap<>());
    }

    @Test
    void idThatTheAnswerBeginsWith_isTheImages() throws Exception {
        assertThat(answered("200 OK", "{\"Id\":\"" + ID + "\",\"RepoTags\":[]}")).contains(ID);
    }

    @Test
    void imageThatIsNotThere_hasNone() throws Exception {
        assertThat(answered("404 Not Found", "{\"message\":\"No such image\"}")).isEmpty();
    }

    @Test
    void anythingElse_isUnclear() {
        String nested = "{\"Config\":{\"Id\":\"" + ID + "\"}}";
        for (List<String> answer :
                List.of(
                        List.of("200 OK", nested),
                        List.of("200 OK", "{\"Id\":\"sha256:12\"}"),
                        List.of("200 OK", ""),
                        List.of("500 Internal Server Error", "{\"message\":\"busy\"}"))) {
            assertThatThrownBy(() -> answered(answer.getFirst(), answer.getLast()))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> ImageQuestion.of(at("tcp://localhost:2375"), NAME))
                .isInstanceOf(IOException.class);
    }

    private Optional<Digest> answered(String status, String body) throws Exception {
        Path socket =
                folder.resolve(
                        "engine"
                                + Digest.of((status + body).getBytes(StandardCharsets.UTF_8))
                                        .hex()
                                        .substring(0, 8));
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            FutureTask<Optional<Digest>> asked =
                    new FutureTask<>(() -> ImageQuestion.of(at("unix://" + socket), NAME));
            Thread.startVirtualThread(asked);
            try (SocketChannel question = engine.accept()) {
                question.read(ByteBuffer.allocate(1024));
                String answer = "HTTP/1.0 " + status + "\r\nServer: Docker\r\n\r\n" + body;
                question.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            }
            return asked.get();
        }
    }
}
