package dev.jbuild.cdn.release;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to compress a file at rest, in the order in which a server should prefer them. */
public enum Codec {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private final String token;
    private final String suffix;

    Codec(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** Its name in {@code Content-Encoding}. */
    public String token() {
        return token;
    }

    /** What the name of a sibling ends with. */
    public String suffix() {
        return suffix;
    }

    /** The path of the file that one of this path would be the sibling of. */
    public Optional<String> original(String path) {
        return path.endsWith(suffix)
                ? Optional.of(path.substring(0, path.length() - suffix.length()))
                : Optional.empty();
    }

    /** The paths of the files that a web server would take one of this path for the sibling of. */
    public static Stream<String> originals(String path) {
        return Arrays.stream(values()).flatMap(codec -> codec.original(path).stream());
    }

    /** The codec of a name in {@code Content-Encoding}. */
    public static Optional<Codec> named(String token) {
        for (Codec codec : values()) {
            if (codec.token.equals(token)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
