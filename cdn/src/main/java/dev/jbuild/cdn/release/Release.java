package dev.jbuild.cdn.release;

import dev.jbuild.model.Digest;

import java.util.List;
import java.util.TreeMap;

/**
 * What an origin serves at one time. The same files and rules give the same release, whenever and
 * wherever it is made.
 *
 * @param base what stands in front of the paths where they are served
 * @param files by ascending path
 */
public record Release(String base, List<ReleaseFile> files) {
    public Release {
        TreeMap<String, ReleaseFile> byPath = new TreeMap<>();
        for (ReleaseFile file : files) {
            if (byPath.put(file.path(), file) != null) {
                throw new IllegalArgumentException("two files are to be served as " + file.path());
            }
        }
        files = List.copyOf(byPath.values());
    }

    /**
     * The canonical form. Its digest is the release's name, so that a form that was tampered with
     * shows.
     */
    public byte[] encode() {
        return ReleaseText.write(this);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Release decode(byte[] bytes) {
        return ReleaseText.read(bytes);
    }

    /** Made from all of it each time. */
    public Digest id() {
        return Digest.of(encode());
    }
}
