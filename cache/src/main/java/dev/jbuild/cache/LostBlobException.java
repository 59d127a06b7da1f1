package dev.jbuild.cache;

import dev.jbuild.model.Digest;

import java.io.IOException;

/** A blob that is needed is gone, or was damaged and has been removed. Making it again helps. */
public final class LostBlobException extends IOException {
    private static final long serialVersionUID = 1L;

    private LostBlobException(String message) {
        super(message);
    }

    /** Of a blob that somebody else has taken away. */
    public static LostBlobException gone(Digest blob) {
        return new LostBlobException("the cache has lost the content " + blob);
    }

    /** Of the content of a file in an artifact. */
    public static LostBlobException gone(Digest blob, String path) {
        return new LostBlobException(
                "the content of `" + path + "` (" + blob + ") is not in the cache");
    }

    /** Of a blob whose bytes were not its own. */
    public static LostBlobException damaged(Digest blob) {
        return new LostBlobException("the cached content " + blob + " was damaged; it is removed");
    }
}
