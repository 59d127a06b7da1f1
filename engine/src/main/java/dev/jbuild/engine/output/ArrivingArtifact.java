package dev.jbuild.engine.output;

import dev.jbuild.buildkit.session.FileTarget;
import dev.jbuild.cache.artifact.Arrival;
import dev.jbuild.cache.artifact.ArrivingFile;
import dev.jbuild.cache.artifact.ArtifactStore;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.room.Room;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An artifact on its way from the builder into the blob store. A builder may begin it again, and is
 * not believed that it comes to an end.
 */
final class ArrivingArtifact {
    /** Where the builder is asked to put it when it makes a copy. */
    static final Place IN_A_COPY = new Place("artifact", Long.MAX_VALUE);

    private final ArtifactStore store;
    private final Supplier<Room> room;
    private final Optional<Glob> pattern;
    private volatile Place place = IN_A_COPY;
    private volatile @Nullable Tree tree;
    private volatile @Nullable IOException failure;

    /**
     * @param room for all of it, found out when it begins
     * @param pattern of what counts of a folder; empty for all
     */
    ArrivingArtifact(ArtifactStore store, Supplier<Room> room, Optional<Glob> pattern) {
        this.store = store;
        this.room = room;
        this.pattern = pattern;
    }

    /**
     * What of all that the builder sends it is.
     *
     * @param path relative
     * @param mostBesides how many entries may come that are not part of it
     */
    record Place(String path, long mostBesides) {}

    /** Takes it from another place, when it is opened next. */
    void expect(Place place) {
        this.place = place;
    }

    /** Takes all of it, from its beginning. */
    FileTarget open() {
        tree = null;
        failure = null;
        return new Taking(store.arrival(), room.get(), place);
    }

    /** The artifact; empty when none has come. */
    Optional<Tree> tree() {
        return Optional.ofNullable(tree);
    }

    /** Throws when it could not be taken. The builder knows no more than that it came to an end. */
    void requireNoFailure() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private void noting(Storing storing) throws IOException {
        try {
            storing.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Stores something of what has come. */
    @FunctionalInterface
    private interface Storing {
        void run() throws IOException;
    }

    private final class Taking implements FileTarget {
        private final Arrival arrival;
        private final Room room;
        private final Place place;
        private long besides;

        Taking(Arrival arrival, Room room, Place place) {
            this.arrival = arrival;
            this.room = room;
            this.place = place;
        }

        @Override
        public boolean wants(String path) throws IOException {
            if (path.equals(place.path()) || path.startsWith(place.path() + "/")) {
                return true;
            }
            if (++besides > place.mostBesides()) {
                throw new IOException(
                        "more than "
                                + place.mostBesides()
                                + " files beside `"
                                + place.path()
                                + "`");
            }
            return false;
        }

        @Override
        public void folder(String path, int mode) {
            arrival.folder(path, mode);
        }

        @Override
        public void link(String path, String target) {
            arrival.link(path, target);
        }

        @Override
        public void alias(String path, String other) {
            arrival.alias(path, other);
        }

        @Override
        public void special(String path, String kind) throws IOException {
            if (counts(path)) {
                noting(
                        () -> {
                            throw new SpecialFileException(
                                    path.substring(place.path().length()), kind);
                        });
            }
        }

        /** What builders send beside the matches of a pattern is nobody's concern. */
        private boolean counts(String path) {
            if (pattern.isEmpty()) {
                return true;
            }
            String below = place.path() + "/";
            return path.startsWith(below) && pattern.get().covers(path.substring(below.length()));
        }

        @Override
        public Content file(String path, int mode, long size) {
            return new TakingFile(arrival.file(path, mode, size), room);
        }

        @Override
        public void finish() throws IOException {
            noting(() -> tree = arrival.finish(place.path(), pattern).orElse(null));
        }

        @Override
        public void close() throws IOException {
            arrival.close();
        }
    }

    private final class TakingFile implements FileTarget.Content {
        private final ArrivingFile file;
        private final Room room;

        TakingFile(ArrivingFile file, Room room) {
            this.file = file;
            this.room = room;
        }

        @Override
        public void append(ByteBuffer data) throws IOException {
            noting(
                    () -> {
                        room.take(data.remaining());
                        file.append(data);
                    });
        }

        @Override
        public void complete() throws IOException {
            noting(file::complete);
        }
    }
}
