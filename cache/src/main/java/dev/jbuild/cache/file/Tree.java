package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

import java.util.List;

/**
 * Files, links and folders by relative path, with nothing in it that differs between machines: no
 * times, no owners. Also the manifest of an artifact: {@link #encode} is what lies in the blob
 * store.
 *
 * @param entries in UTF-8 order of their paths, each path once; a single entry with an empty path
 *     when the tree is one file or link
 */
public record Tree(List<FileEntry> entries) {
    public Tree {
        entries = List.copyOf(entries);
    }

    /** The canonical text: equal trees have equal bytes. */
    public byte[] encode() {
        return dev.jbuild.cache.Pending.yet();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Tree decode(byte[] bytes) {
        return dev.jbuild.cache.Pending.yet();
    }

    /** The digest of {@link #encode}: kinds, names, permission bits, link targets and contents. */
    public Digest digest() {
        return dev.jbuild.cache.Pending.yet();
    }

    /** The digests of the files' contents, each once. */
    public List<Digest> contents() {
        return dev.jbuild.cache.Pending.yet();
    }
}
