package dev.jbuild.engine.output;

import java.io.IOException;
import java.io.Serial;

/** A device, a pipe or a socket is in an artifact, which no store can hold. */
final class SpecialFileException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private final String path;
    private final String kind;

    /**
     * @param path in the artifact, with a slash in front; empty for the artifact itself
     * @param kind in words
     */
    SpecialFileException(String path, String kind) {
        super("refused `" + shown(path) + "`, which is " + kind);
        this.path = path;
        this.kind = kind;
    }

    /** Where it is in the container, for people: a name may be made to play with terminals. */
    String in(String place) {
        return place.equals("/") && !path.isEmpty() ? shown(path) : shown(place + path);
    }

    String kind() {
        return kind;
    }

    private static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
