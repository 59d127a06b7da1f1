package dev.jbuild.front.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** Asks an engine whether a name still stands for an image. */
final class EngineQuestion {
    private static final String FOUND = "HTTP/1.0 200 ";

    /** Within a text, its quotes would be escaped. */
    private static final String ID = "\"Id\":\"";

    private static final int ENOUGH = 1 << 16;

    private EngineQuestion() {}

    /** Whether it does. An answer that is not understood is a no. */
    static boolean has(Path socket, Images.Image image) throws IOException {
        // Its history begins with its id, and is had in a third of the time of all about it.
        String answer = EngineSocket.ask(socket, "/images/" + image.name() + "/history", ENOUGH);
        int id = answer.indexOf(ID);
        return answer.startsWith(FOUND)
                && id > 0
                && answer.startsWith(image.id() + "\"", id + ID.length());
    }
}
