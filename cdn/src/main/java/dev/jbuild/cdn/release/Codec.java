package dev.jbuild.cdn.release;

import java.util.Optional;

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
