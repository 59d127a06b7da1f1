package dev.jbuild.cache.disk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.Lookup.Tier;
import dev.jbuild.cache.MissReason;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.model.Digest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records of actions, one small file each.
 *
 * <p>Why a hit can be used: a record is published only when each of its blobs has been written,
 * forced to the disk and renamed into its place, and its own rename comes after theirs. Blobs may
 * go missing later (cleared away, found damaged), so each lookup asks for them again, also when the
 * record itself comes from memory.
 */
final class DiskActions implements ActionCache {
    private static final long MEMORY = 16L * 1024 * 1024;
    private static final int DIGEST_WEIGHT = 128;

    /** Blobs that one thread looks for in less time than starting another takes. */
    private static final int PORTION = 500;

    private static final Duration FINENESS = Duration.ofHours(1);

    private final CacheLayout layout;
    private final BlobStore blobs;
    private final Damages damages;
    private final InstantSource clock;
    private final Set<ActionKey> used = ConcurrentHashMap.newKeySet();
    private final Cache<ActionKey, ActionRecord> recent =
            Caffeine.newBuilder()
                    .maximumWeight(MEMORY)
                    .weigher((ActionKey key, ActionRecord value) -> weight(value))
                    .build();

    DiskActions(CacheLayout layout, BlobStore blobs, Damages damages, InstantSource clock) {
        this.clock = clock;
        this.layout = layout;
        this.blobs = blobs;
        this.damages = damages;
    }

    @Override
    public Lookup find(ActionKey key) throws IOException {
        Lookup found = look(key);
        if (found instanceof Lookup.Hit(ActionRecord value, _)) {
            @Nullable Digest gone = gone(value.blobs());
            if (gone != null) {
                return new Lookup.Miss(new MissReason.BlobGone(gone));
            }
            noteUse(key);
        }
        return found;
    }

    /** One of these that is not there; null when all are. */
    private @Nullable Digest gone(List<Digest> wanted) throws IOException {
        AtomicReference<@Nullable Digest> gone = new AtomicReference<>();
        int threads = Math.min(wanted.size() / PORTION, Runtime.getRuntime().availableProcessors());
        Each.of(
                wanted,
                threads,
                blob -> {
                    if (gone.get() == null && !blobs.contains(blob)) {
                        gone.compareAndSet(null, blob);
                    }
                });
        return gone.get();
    }

    @Override
    public Optional<ActionRecord> last(ActionKey key) throws IOException {
        if (look(key) instanceof Lookup.Hit(ActionRecord value, _)) {
            noteUse(key);
            return Optional.of(value);
        }
        return Optional.empty();
    }

    /** The record, whatever has become of its blobs. */
    private Lookup look(ActionKey key) throws IOException {
        ActionRecord remembered = recent.getIfPresent(key);
        if (remembered != null) {
            return new Lookup.Hit(remembered, Tier.MEMORY);
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(layout.action(key));
        } catch (NoSuchFileException e) {
            return new Lookup.Miss(new MissReason.Unknown());
        }
        ActionRecord value;
        try {
            value = RecordFormat.read(key, bytes);
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            damages.found(layout.action(key), problem);
            return new Lookup.Miss(new MissReason.Damaged(problem));
        }
        recent.put(key, value);
        return new Lookup.Hit(value, Tier.DISK);
    }

    @Override
    public void publish(ActionKey key, ActionRecord value) throws IOException {
        @Nullable Digest gone = gone(value.blobs());
        if (gone != null) {
            throw new IllegalStateException("record of " + key + " before its blob " + gone);
        }
        try (NewFile file = layout.newFile()) {
            file.out().write(RecordFormat.write(key, value));
            file.moveTo(layout.placeFor(key));
        }
        recent.put(key, value);
        used.add(key);
    }

    @Override
    public void forget(ActionKey key) throws IOException {
        Files.deleteIfExists(layout.action(key));
        recent.invalidate(key);
        used.remove(key);
    }

    /** The keys that were found or published. */
    Set<ActionKey> used() {
        return Set.copyOf(used);
    }

    /**
     * The time of a record's file is that of its last use, within the hour: finer would cost a
     * write each time.
     */
    private void noteUse(ActionKey key) {
        if (!used.add(key)) {
            return;
        }
        Path file = layout.action(key);
        try {
            Instant now = clock.instant();
            Instant noted = Files.getLastModifiedTime(file).toInstant();
            if (noted.plus(FINENESS).isBefore(now)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            // Cleared away by another process, or a cache that cannot be written: it is of use all
            // the same.
            return;
        }
    }

    private static int weight(ActionRecord value) {
        int facts =
                value.facts().entrySet().stream()
                        .mapToInt(fact -> fact.getKey().length() + fact.getValue().length())
                        .sum();
        return DIGEST_WEIGHT * (1 + value.blobs().size()) + facts;
    }
}
