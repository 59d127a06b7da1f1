package dev.jbuild.cdn.origin;

import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place that serves releases. Methods that store may be called by many threads at once.
 *
 * <p>An origin shares the files with hashed names among all releases that it keeps, and has one set
 * of the others. Contents of the others are kept beside, so that an older release can come back.
 */
public interface Origin extends Closeable {
    /** How users call it. */
    String name();

    /** What no other origin is called, for notes on this machine. */
    default String key() {
        return name();
    }

    /** How many bytes a file may have. */
    long largestFile();

    /** The pointer, empty when nothing was ever published. */
    Optional<Version> pointer() throws BuildException, IOException;

    /**
     * A pointer as it was read.
     *
     * @param tag names this version of it
     */
    record Version(Pointer pointer, String tag) {
        /** Where it is on every origin. */
        public static final String PATH = ".jbuild/current.json";

        /**
         * Reads a pointer.
         *
         * @param origin how users call it
         * @throws EnvironmentFailure {@code cdn-tampered} when it is not what was written
         */
        public static Version read(String origin, byte[] text, String tag)
                throws EnvironmentFailure {
            try {
                return new Version(Pointer.decode(text), tag);
            } catch (IllegalArgumentException e) {
                throw new EnvironmentFailure(
                        "cdn-tampered",
                        "`" + PATH + "` of " + origin + " is not what this jbuild writes",
                        "if a newer jbuild publishes there, use that one; if the file is damaged,"
                                + " remove it and publish: the origin then counts as new, so that"
                                + " there is no way back to the releases before",
                        e);
            }
        }
    }

    /** Whether the origin keeps the conditions of a write. Tries it out, so ask once. */
    boolean keepsConditions() throws BuildException, IOException;

    /**
     * Writes the pointer.
     *
     * @param expected the version that it replaces; empty when there is none
     * @return the new version, empty when someone else was faster
     */
    Optional<Version> point(Pointer next, Optional<Version> expected)
            throws BuildException, IOException;

    /** The text of a release that is kept. */
    Optional<byte[]> release(Digest id) throws BuildException, IOException;

    /** Keeps the text of a release. */
    void keep(Digest id, byte[] release) throws BuildException, IOException;

    /** Keeps the content of a file whose name may get another one, for the way back. */
    void keep(Stored content, ContentSource source) throws BuildException, IOException;

    /** Whether a content is kept, as far as one look can tell. */
    boolean isKept(Stored content) throws BuildException, IOException;

    /** Opens a content that was kept. */
    ContentSource kept();

    /** Whether a content is what is served under a path, as far as one look can tell. */
    boolean isServed(String path, Stored content) throws BuildException, IOException;

    /** Opens what is served under a path. */
    InputStream served(String path) throws IOException;

    /**
     * Serves a file with a hashed name.
     *
     * @param guarded whether the origin keeps conditions
     * @param by the release that brings it
     * @throws BuildException also when other bytes have that name
     */
    void serveImmutable(Upload upload, ContentSource source, boolean guarded, Digest by)
            throws BuildException, IOException;

    /** Whether an upload was stored before, as far as one look can tell. */
    boolean isStored(Upload upload) throws BuildException, IOException;

    /**
     * Whether a release that the pointer calls live is still in its place, as far as a look can
     * tell. What only publishers can write to is taken at its word.
     */
    boolean isIntact(Release live) throws IOException;

    /** Whether there is something to do for {@link #serve} even when no file changes. */
    boolean isSwitched();

    /** Serves a release, whose files with hashed names are there. */
    void serve(Switch change, ContentSource source) throws BuildException, IOException;

    /**
     * The change from one release to another.
     *
     * @param release what is served afterwards
     * @param others releases whose files with hashed names are still asked for
     * @param clock the time for files that change
     * @param uploads files without a hash, by phase
     * @param removals paths that are no longer served
     */
    record Switch(
            Digest id,
            Release release,
            List<Release> others,
            long clock,
            List<Upload> uploads,
            List<String> removals) {
        public Switch {
            others = List.copyOf(others);
            uploads = List.copyOf(uploads);
            removals = List.copyOf(removals);
        }
    }

    /**
     * Removes what releases leave behind that are no longer kept; their texts last, since whoever
     * has to end this knows from them what there is to remove.
     */
    void discard(Discarded discarded) throws BuildException, IOException;

    /**
     * What only releases need that go.
     *
     * @param paths files with hashed names, and their siblings
     * @param contents of all files: one with a hashed name is kept, too, where a file without took
     *     its name
     */
    record Discarded(List<Digest> releases, List<String> paths, List<Digest> contents) {
        public Discarded {
            releases = List.copyOf(releases);
            paths = List.copyOf(paths);
            contents = List.copyOf(contents);
        }
    }
}
