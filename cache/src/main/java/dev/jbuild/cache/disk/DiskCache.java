package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.atomic.Strays;
import dev.jbuild.cache.turn.Turns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A folder with blobs and action records, and small hot ones in memory. */
public final class DiskCache {
    private final CacheLayout layout;
    private final BlobStore blobs;
    private final ActionCache actions;
    private final Turns turns;

    private DiskCache(CacheLayout layout, Damages damages) {
        this.layout = layout;
        this.blobs = new DiskBlobs(layout, damages);
        this.actions = new DiskActions(layout, blobs, damages);
        this.turns = new Turns(layout.turns());
    }

    /**
     * Opens the cache in a folder, making it where needed, and clears away what killed processes
     * have left.
     *
     * @param onDamage told of every damaged file, on the thread that came across it
     */
    public static DiskCache open(Path folder, InstantSource clock, Consumer<Damage> onDamage)
            throws IOException {
        CacheLayout layout = CacheLayout.make(folder);
        Strays.sweep(layout.arrivals(), clock.instant());
        Strays.sweep(layout.state(), clock.instant());
        return new DiskCache(layout, new Damages(onDamage));
    }

    /** Opens the cache by the system's clock. */
    public static DiskCache open(Path folder, Consumer<Damage> onDamage) throws IOException {
        return open(folder, InstantSource.system(), onDamage);
    }

    public BlobStore blobs() {
        return blobs;
    }

    public ActionCache actions() {
        return actions;
    }

    /** What the processes that share this cache do one after the other. */
    public Turns turns() {
        return turns;
    }

    /** A place in this cache for an index file or the like, whose folder exists. */
    public Path stateFile(String name) {
        return layout.state().resolve(name);
    }
}
