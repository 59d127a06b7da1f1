package dev.jbuild.cdn.release;

/**
 * Something about a release that its owner should know; nothing that stops it.
 *
 * @param path the file that it is about, as in the folder
 */
public record Remark(Kind kind, String path, String text) implements Comparable<Remark> {
    /** What to make of it. */
    public enum Kind {
        /** A file is served under its own name as well, since something may ask for that. */
        KEPT_NAME,
        /** A file was left as it is, since it could not be read with certainty. */
        NOT_REWRITTEN,
        /** Pages do not check a script or style. */
        NO_INTEGRITY,
        /** A header says what the name does not hold. */
        HEADER,
        /** An entry of the folder is no part of the release. */
        LEFT_OUT
    }

    @Override
    public int compareTo(Remark other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : text.compareTo(other.text);
    }
}
