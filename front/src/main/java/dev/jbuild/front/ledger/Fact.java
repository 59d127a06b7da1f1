package dev.jbuild.front.ledger;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One thing that an answer rests on. Each knows how to look whether it is still so, since that has
 * to be quick; {@link LedgerFormat} knows how it is written.
 */
public sealed interface Fact {
    /**
     * Looks again. Returns this fact as it is to be remembered from now on: the very same object
     * when nothing is to be learnt, and empty when it no longer holds.
     *
     * @throws IOException when that cannot be found out
     */
    Optional<Fact> recheck(Present present) throws IOException;

    /**
     * A variable of the environment.
     *
     * @param value empty when it was not set
     */
    record Variable(String name, Optional<String> value) implements Fact {
        @Override
        public Optional<Fact> recheck(Present present) {
            @Nullable String now = present.environment().get(name);
            boolean same = value.isPresent() ? value.get().equals(now) : now == null;
            return when(same, this);
        }
    }

    /**
     * All that a folder holds, by name alone.
     *
     * @param names in the order in which the file system tells them
     */
    record Names(String folder, List<String> names) implements Fact {
        /** Stands in a name for bytes that are no text: such names could look the same. */
        private static final char NO_TEXT = '\uFFFD';

        public Names {
            names = List.copyOf(names);
        }

        /** Whether names can be told from each other by their text. */
        public static boolean canBeTold(List<String> names) {
            for (String name : names) {
                if (name.indexOf(NO_TEXT) >= 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<Fact> recheck(Present present) {
            // Of all ways to list a folder this one makes the fewest objects.
            String @Nullable [] now = new File(folder).list();
            return when(now != null && now.length == names.size() && holds(now), this);
        }

        private boolean holds(String[] now) {
            String[] before = names.toArray(new String[0]);
            if (Arrays.equals(before, now)) {
                return true;
            }
            Arrays.sort(before);
            Arrays.sort(now);
            return Arrays.equals(before, now);
        }
    }

    /** That there is no file, link or folder. */
    record Absence(String path) implements Fact {
        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            return when(FileStat.of(Path.of(path)).isEmpty(), this);
        }
    }

    /** That there is something of a kind, whatever it holds. */
    record Presence(String path, Kind kind) implements Fact {
        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            Optional<FileStat> now = FileStat.of(Path.of(path));
            return when(now.isPresent() && now.get().kind() == kind, this);
        }
    }

    /** A folder and its permission bits. What it holds is the matter of other facts. */
    record Folder(String path, int mode) implements Fact {
        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            Optional<FileStat> now = FileStat.of(Path.of(path));
            return when(
                    now.isPresent() && now.get().kind() == Kind.FOLDER && now.get().mode() == mode,
                    this);
        }
    }

    /**
     * A file that looks as it did. For what is replaced as a whole and never edited, and not worth
     * being read.
     */
    record Look(String path, FileStat stat) implements Fact {
        /** How a file looks now; empty when there is none. */
        public static Optional<Look> at(Path file) throws IOException {
            return FileStat.of(file).map(stat -> new Look(file.toString(), stat));
        }

        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            Optional<FileStat> now = FileStat.of(Path.of(path));
            return when(now.isPresent() && isSame(stat, now.get()), this);
        }
    }

    /** A symbolic link and its text. */
    record Link(String path, String target) implements Fact {
        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            Path link = Path.of(path);
            Optional<FileStat> now = FileStat.of(link);
            return when(
                    now.isPresent()
                            && now.get().kind() == Kind.SYMLINK
                            && Files.readSymbolicLink(link).toString().equals(target),
                    this);
        }
    }

    /**
     * A regular file: its content and its permission bits.
     *
     * @param throughLinks whether the path was followed to where it leads
     * @param stat how it looked when its content was known to be this
     * @param settled whether a change since then would show in {@code stat}; if not, the content is
     *     looked at
     */
    record Content(
            String path, boolean throughLinks, FileStat stat, Sha256 content, boolean settled)
            implements Fact {

        public Content(
                String path, boolean throughLinks, FileStat stat, Digest content, boolean settled) {
            this(path, throughLinks, stat, Sha256.of(content), settled);
        }

        /**
         * A file that was read some time ago. How it looks now need not be how it looked then, so
         * it has to be read once more; empty when it is gone.
         */
        public static Optional<Fact> toBeRead(Path file, Digest content) throws IOException {
            return FileStat.ofTarget(file)
                    .map(stat -> new Content(file.toString(), true, stat, content, false));
        }

        @Override
        public Optional<Fact> recheck(Present present) throws IOException {
            Optional<FileStat> now = look();
            if (now.isEmpty() || now.get().kind() != Kind.FILE) {
                return Optional.empty();
            }
            FileStat found = now.get();
            if (settled && looksAsBefore(found)) {
                return Optional.of(this);
            }
            if (found.mode() != stat.mode() || found.size() != stat.size()) {
                return Optional.empty();
            }
            return read(found, present);
        }

        private Optional<Fact> read(FileStat before, Present present) throws IOException {
            Instant start = present.clock().instant();
            if (!present.mayRead(before.size()) || !Sha256.ofFile(Path.of(path)).isSame(content)) {
                return Optional.empty();
            }
            Optional<FileStat> after = look();
            if (after.isEmpty() || !isSame(before, after.get())) {
                return Optional.empty();
            }
            boolean settledNow = before.settledBefore(start);
            return Optional.of(
                    !settledNow && looksAsBefore(before)
                            ? this
                            : new Content(path, throughLinks, before, content, settledNow));
        }

        private Optional<FileStat> look() throws IOException {
            Path file = Path.of(path);
            return throughLinks ? FileStat.ofTarget(file) : FileStat.of(file);
        }

        private boolean looksAsBefore(FileStat now) {
            return isSame(stat, now);
        }
    }

    /** By hand, because the records' own way has to be linked first, which takes time. */
    private static boolean isSame(FileStat a, FileStat b) {
        return a.inode() == b.inode()
                && a.changedNanos() == b.changedNanos()
                && a.modifiedNanos() == b.modifiedNanos()
                && a.size() == b.size()
                && a.mode() == b.mode()
                && a.kind() == b.kind();
    }

    private static Optional<Fact> when(boolean holds, Fact fact) {
        return holds ? Optional.of(fact) : Optional.empty();
    }
}
