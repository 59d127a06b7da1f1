package dev.jbuild.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Greets the engine at a socket of this machine, which is where nearly all of them are: to see that
 * it answers takes none of the classes of {@link DockerApi}.
 */
final class Greeting {
    /** In the answer to every request to a Docker engine. */
    private static final Pattern VERSION =
            Pattern.compile("\r\nServer: Docker/(\\S+)", Pattern.CASE_INSENSITIVE);

    private static final int ENOUGH = 8192;

    private Greeting() {}

    /**
     * The version of the engine; empty when it takes more to find that out.
     *
     * @throws IOException when nothing answers
     */
    static Optional<String> of(EngineAddress address) throws IOException {
        Optional<Path> socket = address.socket();
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        Matcher version = VERSION.matcher(SocketQuestion.ask(socket.get(), "/_ping", ENOUGH));
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }
}
