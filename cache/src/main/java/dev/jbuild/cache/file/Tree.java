package dev.jbuild.cache.file;

import dev.jbuild.model.Digest;

import java.util.List;

/**
 * Files, links and folders by relative path, with nothing in it that differs between machines: no
 * times, no owners. Also the manifest of an artifact: {@link #encode} is what lies in the blob
 * store.
 *
 * @param entries in UTF-8 order of their paths, each path once, nothing below a file or link; a
 *     single entry with an empty path when the tree is one file or link
 */
public record Tree(List<FileEntry> entries) {
    public Tree {
        entries = List.copyOf(entries);
        EntryRules.checkTree(entries);
    }

    /** Brings entries into order. */
    public static Tree of(List<FileEntry> entries) {
        return new Tree(
                entries.stream().sorted((a, b) -> Utf8Order.compare(a.path(), b.path())).toList());
    }

    /** The canonical text: equal trees have equal bytes. */
    public byte[] encode() {
        return TreeText.write(this);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Tree decode(byte[] bytes) {
        return TreeText.read(bytes);
    }

    /** The digest of {@link #encode}: kinds, names, permission bits, link targets and contents. */
    public Digest digest() {
        return Digest.of(encode());
    }

    /** The digests of the files' contents, each once, in the order of the entries. */
    public List<Digest> contents() {
        return entries.stream()
                .filter(FileEntry.File.class::isInstance)
                .map(entry -> ((FileEntry.File) entry).content())
                .distinct()
                .toList();
    }
}
