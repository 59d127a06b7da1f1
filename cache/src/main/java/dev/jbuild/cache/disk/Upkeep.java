package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * What is done with a cache as a whole. Builds may go on meanwhile.
 *
 * <p>Why clearing away is harmless to builds: a record goes before its blobs, and a blob that
 * nothing names only when it has lain there for a while, so that whoever is just storing the blobs
 * of a record gets to publish it. Who comes too late all the same finds a blob missing, which is a
 * miss.
 */
public final class Upkeep {
    /** No build takes longer from storing a blob to publishing the record that names it. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** How full a cache is left, in percent of its budget, so that there is room for a while. */
    private static final int LEFT = 90;

    private static final String TURN = "upkeep";

    private final CacheLayout layout;
    private final Roots roots;
    private final Shelf shelf;
    private final Usage usage;
    private final Turns turns;
    private final InstantSource clock;

    Upkeep(
            CacheLayout layout,
            Roots roots,
            Shelf shelf,
            Usage usage,
            Turns turns,
            InstantSource clock) {
        this.layout = layout;
        this.roots = roots;
        this.shelf = shelf;
        this.usage = usage;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * What there is.
     *
     * @param bytes size of all files
     * @param spared of these, what the last builds of projects have used
     */
    public record Status(
            Path folder, int records, int blobs, long bytes, int projects, long spared) {}

    /**
     * What was cleared away, and what is left.
     *
     * @param freed in bytes
     * @param left in bytes
     */
    public record Collected(int records, int blobs, long freed, long left) {}

    /**
     * What was found to be there and right, and what was not and has been removed.
     *
     * @param incomplete records that named a blob which is not there, as is ordinary after a blob
     *     was damaged
     */
    public record Verified(
            int records, int blobs, long bytes, List<Damage> damages, int incomplete) {
        public Verified {
            damages = List.copyOf(damages);
        }
    }

    /** Counts. */
    public Status status() throws IOException {
        Content content = Content.of(layout);
        Instant now = clock.instant();
        Set<ActionKey> inUse = roots.keys(now);
        List<Shelf.Item> shelved = shelf.items();
        Keeping spared = new Keeping(content);
        spared.keep(content.records(), inUse::contains);
        return new Status(
                layout.root(),
                content.records().size(),
                content.blobs().size(),
                content.size() + bytes(shelved),
                roots.projects(now),
                spared.bytes
                        + bytes(
                                shelved.stream()
                                        .filter(item -> inUse.contains(item.key()))
                                        .toList()));
    }

    /** Clears away if there is reason to believe that the budget is exceeded. */
    public Optional<Collected> collectIfNeeded(long budget)
            throws IOException, InterruptedException {
        if (usage.estimate() <= budget) {
            return Optional.empty();
        }
        return Optional.of(collect(budget));
    }

    /**
     * Clears away what nothing names and, if all the rest is more than the budget, first folders of
     * the shelf and then records that were not used for longest, but none that the last build of a
     * project has used.
     *
     * @param budget in bytes
     */
    public Collected collect(long budget) throws IOException, InterruptedException {
        try (Turns.Turn _ = turns.take(TURN)) {
            Instant now = clock.instant();
            roots.sweep(now);
            Content content = Content.of(layout);
            Set<ActionKey> inUse = roots.keys(now);
            long shelved = bytes(shelf.items());
            long size = content.size() + shelved;
            boolean tooMuch = size > budget;
            long limit = budget / 100 * LEFT;
            long cleared = tooMuch ? clear(inUse, size - limit, now) : 0;
            Keeping keeping = new Keeping(content);
            keeping.keep(content.records(), inUse::contains);
            keeping.limit = tooMuch ? limit - (shelved - cleared) : Long.MAX_VALUE;
            keeping.keep(
                    content.records().stream()
                            .sorted(Comparator.comparing(Content.Entry::used).reversed())
                            .toList(),
                    key -> !inUse.contains(key));
            Collected removed = remove(content, keeping, now);
            Collected collected =
                    new Collected(
                            removed.records(),
                            removed.blobs(),
                            removed.freed() + cleared,
                            removed.left() + shelved - cleared);
            usage.set(collected.left());
            return collected;
        }
    }

    /** Clears the shelf of what was not used for longest, until that is enough. */
    private long clear(Set<ActionKey> inUse, long enough, Instant now) throws IOException {
        long cleared = 0;
        for (Shelf.Item item :
                shelf.items().stream().sorted(Comparator.comparing(Shelf.Item::used)).toList()) {
            if (cleared < enough && !inUse.contains(item.key()) && isCleared(item.key(), now)) {
                cleared += item.bytes();
            }
        }
        return cleared;
    }

    /** Clears away what nobody uses, nor has just used. */
    private boolean isCleared(ActionKey key, Instant now) throws IOException {
        Optional<Turns.Turn> free = turns.tryTake(Shelf.turn(key));
        if (free.isEmpty()) {
            return false;
        }
        try (Turns.Turn _ = free.get()) {
            boolean old = shelf.lastUsed(key).plus(GRACE).isBefore(now);
            if (old) {
                shelf.discard(key);
            }
            return old;
        }
    }

    private static long bytes(List<Shelf.Item> items) {
        return items.stream().mapToLong(Shelf.Item::bytes).sum();
    }

    /** Which records, and with them which blobs, stay. */
    private static final class Keeping {
        private final Content content;
        private final Set<ActionKey> records = new HashSet<>();
        private final Set<Digest> blobs = new HashSet<>();
        private long bytes;
        private long limit = Long.MAX_VALUE;

        Keeping(Content content) {
            this.content = content;
        }

        void keep(List<Content.Entry> entries, Predicate<ActionKey> which) {
            for (Content.Entry entry : entries) {
                if (which.test(entry.key()) && isComplete(content, entry.value())) {
                    long more = entry.size() + more(entry.value().blobs());
                    if (bytes + more <= limit) {
                        bytes += more;
                        records.add(entry.key());
                        blobs.addAll(entry.value().blobs());
                    }
                }
            }
        }

        private long more(Collection<Digest> named) {
            return named.stream()
                    .distinct()
                    .filter(digest -> !blobs.contains(digest))
                    .mapToLong(digest -> size(content, digest))
                    .sum();
        }
    }

    private static boolean isComplete(Content content, ActionRecord value) {
        return content.blobs().keySet().containsAll(value.blobs());
    }

    private static long size(Content content, Digest digest) {
        Content.Blob blob = content.blobs().get(digest);
        return blob == null ? 0 : blob.size();
    }

    private static Collected remove(Content content, Keeping keeping, Instant now)
            throws IOException {
        int records = 0;
        int blobs = 0;
        long freed = 0;
        for (Content.Entry entry : content.records()) {
            if (!keeping.records.contains(entry.key()) && Files.deleteIfExists(entry.file())) {
                records++;
                freed += entry.size();
            }
        }
        for (Map.Entry<Digest, Content.Blob> entry : content.blobs().entrySet()) {
            Content.Blob blob = entry.getValue();
            if (!keeping.blobs.contains(entry.getKey())
                    && blob.stored().plus(GRACE).isBefore(now)
                    && Files.deleteIfExists(blob.file())) {
                blobs++;
                freed += blob.size();
            }
        }
        return new Collected(records, blobs, freed, content.size() - freed);
    }

    /** Reads everything; what is damaged or of no use is removed. */
    public Verified verify() throws IOException, InterruptedException {
        try (Turns.Turn _ = turns.take(TURN)) {
            Content content = Content.of(layout);
            ConcurrentLinkedQueue<Damage> damages = new ConcurrentLinkedQueue<>();
            Damages removal = new Damages(damages::add);
            for (Map.Entry<Path, String> record : content.unreadable().entrySet()) {
                removal.found(record.getKey(), record.getValue());
            }
            Each.of(List.copyOf(content.blobs().entrySet()), blob -> verify(blob, removal));
            int incomplete = 0;
            for (Content.Entry entry : content.records()) {
                if (!areThere(entry.value().blobs()) && Files.deleteIfExists(entry.file())) {
                    incomplete++;
                }
            }
            Content after = Content.of(layout);
            long size = after.size() + bytes(shelf.items());
            usage.set(size);
            return new Verified(
                    after.records().size(),
                    after.blobs().size(),
                    size,
                    List.copyOf(damages),
                    incomplete);
        }
    }

    private static void verify(Map.Entry<Digest, Content.Blob> entry, Damages removal)
            throws IOException {
        Path file = entry.getValue().file();
        MessageDigest sha256 = Digest.sha256(entry.getValue().size());
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            return;
        }
        Digest found = Digest.of(sha256);
        if (!found.equals(entry.getKey())) {
            removal.found(file, "its content has the digest " + found);
        }
    }

    private boolean areThere(List<Digest> blobs) {
        return blobs.stream().allMatch(blob -> Files.isRegularFile(layout.blob(blob)));
    }

    /** Removes everything of this format. */
    public Collected clear() throws IOException, InterruptedException {
        try (Turns.Turn _ = turns.take(TURN)) {
            Content content = Content.of(layout);
            // Folders stay: a build may be about to put a file there.
            for (Content.Entry entry : content.records()) {
                Files.deleteIfExists(entry.file());
            }
            for (Path file : content.unreadable().keySet()) {
                Files.deleteIfExists(file);
            }
            for (Content.Blob blob : content.blobs().values()) {
                Files.deleteIfExists(blob.file());
            }
            List<Shelf.Item> shelved = shelf.items();
            for (Shelf.Item item : shelved) {
                shelf.discard(item.key());
            }
            deleteFiles(layout.roots());
            deleteFiles(layout.state());
            usage.set(0);
            layout.beginEra();
            return new Collected(
                    content.records().size(),
                    content.blobs().size(),
                    content.size() + bytes(shelved),
                    0);
        }
    }

    private static void deleteFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        }
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
