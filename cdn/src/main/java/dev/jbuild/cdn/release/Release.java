package dev.jbuild.cdn.release;

import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an origin serves at one time. The same files and rules give the same release, whenever and
 * wherever it is made. Its canonical form and its name are made once: they are megabytes.
 */
public final class Release {
    private final String base;
    private final List<ReleaseFile> files;
    private final byte[] text;
    private final Digest id;

    /**
     * Puts a release together.
     *
     * @param base what stands in front of the paths where they are served
     * @throws IllegalArgumentException when two files have one path, or a sibling that of a file
     */
    public Release(String base, List<ReleaseFile> files) {
        this.base = base;
        this.files = byPath(files);
        checkSiblings(this.files);
        this.text = ReleaseText.write(base, this.files);
        this.id = Digest.of(text);
    }

    private Release(Digest id, byte[] text, ReleaseText read) {
        this.base = read.base();
        this.files = byPath(read.files());
        this.text = text;
        this.id = id;
    }

    private static List<ReleaseFile> byPath(List<ReleaseFile> files) {
        TreeMap<String, ReleaseFile> byPath = new TreeMap<>();
        for (ReleaseFile file : files) {
            if (byPath.put(file.path(), file) != null) {
                throw new IllegalArgumentException("two files are to be served as " + file.path());
            }
        }
        return List.copyOf(byPath.values());
    }

    /** Not of what is read: a release that is served already must stay one that can be replaced. */
    private static void checkSiblings(List<ReleaseFile> files) {
        Set<String> paths = files.stream().map(ReleaseFile::path).collect(Collectors.toSet());
        for (ReleaseFile file : files) {
            for (Codec codec : file.siblings().keySet()) {
                String sibling = file.path() + codec.suffix();
                if (paths.contains(sibling)) {
                    throw new IllegalArgumentException(
                            sibling + " is to be a file and the sibling of one");
                }
            }
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param id of the release that is read, which the caller knows to be the text's digest
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Release decode(Digest id, byte[] text) {
        return new Release(id, text.clone(), ReleaseText.read(text));
    }

    /** What stands in front of the paths where they are served. */
    public String base() {
        return base;
    }

    /** By ascending path. */
    public List<ReleaseFile> files() {
        return files;
    }

    /**
     * The canonical form. Its digest is the release's name, so that a form that was tampered with
     * shows.
     */
    public byte[] encode() {
        return text.clone();
    }

    /** The release's name. */
    public Digest id() {
        return id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Release release && id.equals(release.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "release " + id;
    }
}
