package dev.jbuild.cdn.origin;

import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of an upload come from. */
@FunctionalInterface
public interface ContentSource {
    /**
     * Opens a content; the caller closes it.
     *
     * @throws IOException also when it is not there
     */
    InputStream open(Stored content) throws IOException;
}
