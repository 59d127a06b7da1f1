package dev.jbuild.engine.context;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the builder was sent of a selection. A file that was another one only while it was sent is
 * found by nobody who looks before and after it. Safe for use by many threads.
 */
public final class SentFiles {
    private final Map<String, Digest> expected;
    private volatile boolean right = true;

    /**
     * @param selected what is in keys
     */
    SentFiles(Tree selected) {
        this.expected =
                selected.entries().stream()
                        .filter(FileEntry.File.class::isInstance)
                        .map(FileEntry.File.class::cast)
                        .collect(Collectors.toMap(FileEntry.File::path, FileEntry.File::content));
    }

    /** The content of a file was sent. */
    public void sent(String path, byte[] sha256) {
        if (!Digest.ofHash(sha256).equals(expected.get(path))) {
            right = false;
        }
    }

    /** Whether all that was sent is what was selected. */
    public boolean isRight() {
        return right;
    }
}
