package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.util.Optional;

/** An origin that is empty at the start of each test, and what is done to it beside publishers. */
public interface TestOrigin {
    /** The same one within a test. */
    Origin origin();

    /** What a visitor gets for a path, empty when there is nothing. */
    Optional<byte[]> visit(String path) throws IOException;

    /** Puts bytes behind the back of jbuild. */
    void overwrite(String path, byte[] bytes) throws IOException;

    void remove(String path) throws IOException;

    /** Where the origin keeps a content for the way back. */
    String kept(Digest content);
}
