package dev.jbuild.engine.docker;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the engine at a socket of this machine for the id of an image. Every build that delivers one
 * wants to know it, and it takes none of the classes of {@link DockerApi}.
 */
final class ImageQuestion {
    /** All that is told of an image begins with its id. */
    private static final Pattern FOUND =
            Pattern.compile(
                    "HTTP/1\\.0 200 .*?\r\n\r\n\\{\"Id\":\"(sha256:[0-9a-f]{64})\".*",
                    Pattern.DOTALL);

    private static final String NONE = "HTTP/1.0 404 ";
    private static final int ENOUGH = 4096;

    private ImageQuestion() {}

    /**
     * The id that the engine knows an image by; empty when it has none of that name.
     *
     * @throws IOException when it takes more to find that out
     */
    static Optional<Digest> of(EngineAddress address, ImageName name) throws IOException {
        Path socket = address.socket().orElseThrow(() -> new IOException("not at a socket"));
        String answer = SocketQuestion.ask(socket, "/images/" + name + "/json", ENOUGH);
        if (answer.startsWith(NONE)) {
            return Optional.empty();
        }
        Matcher found = FOUND.matcher(answer);
        if (!found.matches()) {
            throw new IOException("an answer of another kind");
        }
        return Optional.of(Digest.parse(found.group(1)));
    }
}
