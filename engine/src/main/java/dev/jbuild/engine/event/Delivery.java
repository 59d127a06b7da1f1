package dev.jbuild.engine.event;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

import java.util.List;
import java.util.Optional;

/** An output at its destination. */
public sealed interface Delivery {
    /** Whether the destination held the output already, so that nothing was written. */
    boolean unchanged();

    /** The same delivery, as one that finds its destination as this one has left it. */
    Delivery repeated();

    /**
     * Files on disk.
     *
     * @param path relative to the project's root
     * @param written files that were created or replaced
     * @param deleted files that an earlier delivery left and that are no longer part of the
     *     artifact
     */
    record Files(String path, int files, int written, int deleted) implements Delivery {
        @Override
        public boolean unchanged() {
            return written == 0 && deleted == 0;
        }

        @Override
        public Delivery repeated() {
            return new Files(path, files, 0, 0);
        }
    }

    /**
     * A release on a CDN origin.
     *
     * @param origin as users call it
     * @param files that the release serves, without siblings
     * @param uploaded files and siblings that were sent
     * @param notices what the publisher should know, as sentences
     */
    record Released(
            String origin,
            Digest release,
            int files,
            int uploaded,
            boolean unchanged,
            List<String> notices)
            implements Delivery {
        public Released {
            notices = List.copyOf(notices);
        }

        @Override
        public Delivery repeated() {
            return new Released(origin, release, files, 0, true, List.of());
        }
    }

    /**
     * What publishing a release would change. It can be carried out as long as the origin is what
     * it was.
     *
     * @param origin its address, complete
     * @param state which the origin was in; empty when nothing was ever published there
     * @param served the release that it serves
     * @param changes in the order in which visitors would see them
     */
    record Planned(
            String origin,
            Optional<String> state,
            Optional<Digest> served,
            Digest release,
            List<Change> changes)
            implements Delivery {
        public Planned {
            changes = List.copyOf(changes);
        }

        @Override
        public boolean unchanged() {
            return changes.isEmpty() && served.equals(Optional.of(release));
        }

        @Override
        public Delivery repeated() {
            return this;
        }

        /**
         * A file of the release, or one of its siblings.
         *
         * @param size of what is sent
         */
        public record Change(Kind kind, String path, long size) {}

        /** What becomes of a file. */
        public enum Kind {
            NEW,
            CHANGED,
            HEADERS,
            UNFINISHED,
            REMOVED
        }
    }

    /** An image in the engine, under its name. */
    record Loaded(ImageName name, List<Platform> platforms, Digest id, boolean unchanged)
            implements Delivery {
        public Loaded {
            platforms = List.copyOf(platforms);
        }

        @Override
        public Delivery repeated() {
            return new Loaded(name, platforms, id, true);
        }
    }

    /**
     * An image in its registry, under its name.
     *
     * @param index digest of the index of all platforms, or of the one manifest
     */
    record Pushed(ImageName name, List<Platform> platforms, Digest index, boolean unchanged)
            implements Delivery {
        public Pushed {
            platforms = List.copyOf(platforms);
        }

        @Override
        public Delivery repeated() {
            return new Pushed(name, platforms, index, true);
        }
    }
}
