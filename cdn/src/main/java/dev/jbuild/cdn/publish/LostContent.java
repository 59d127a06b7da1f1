package dev.jbuild.cdn.publish;

import dev.jbuild.cdn.release.Stored;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What a release needs for the way back is neither on its origin nor here. */
final class LostContent extends IOException {
    private static final long serialVersionUID = 1L;

    LostContent(Stored content, NoSuchFileException cause) {
        super("the content " + content.digest() + " is gone", cause);
    }
}
