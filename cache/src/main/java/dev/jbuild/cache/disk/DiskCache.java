package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.atomic.Strays;
import dev.jbuild.cache.room.Room;
import dev.jbuild.cache.turn.Turns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A folder with blobs and action records, and small hot ones in memory. */
public final class DiskCache {
    private final CacheLayout layout;
    private final BlobStore blobs;
    private final DiskActions actions;
    private final Turns turns;
    private final Roots roots;
    private final Shelf shelf;
    private final Upkeep upkeep;

    private DiskCache(CacheLayout layout, InstantSource clock, Damages damages) {
        this.layout = layout;
        this.turns = new Turns(layout.turns());
        this.roots = new Roots(layout);
        Usage usage = new Usage(layout, turns);
        this.blobs = new DiskBlobs(layout, damages, usage, clock);
        this.actions = new DiskActions(layout, blobs, damages, clock);
        this.shelf = new Shelf(layout, usage, clock);
        this.upkeep = new Upkeep(layout, roots, shelf, usage, turns, clock);
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
        Strays.sweep(layout.roots(), clock.instant());
        DiskCache cache = new DiskCache(layout, clock, new Damages(onDamage));
        cache.shelf.sweep();
        return cache;
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

    /** The room that there is for something that comes from elsewhere. */
    public Room room() {
        return Room.in(layout.root());
    }

    /** Folders that are kept as a whole. */
    public Shelf shelf() {
        return shelf;
    }

    /** What is done with the cache as a whole. */
    public Upkeep upkeep() {
        return upkeep;
    }

    /**
     * Spares all records that were found or published by way of this instance from being cleared
     * away, for as long as the project is there.
     *
     * @param use what they were used for; it replaces what was spared for the same use before
     * @param project its folder
     * @param shelved what of the shelf was used as well
     */
    public void spareUsed(String use, Path project, Collection<ActionKey> shelved)
            throws IOException {
        SortedSet<ActionKey> used = new TreeSet<>(actions.used());
        used.addAll(shelved);
        roots.set(use, project, used);
    }

    /** The same, of a use that took nothing from the shelf. */
    public void spareUsed(String use, Path project) throws IOException {
        spareUsed(use, project, List.of());
    }

    /**
     * Says that records were forgotten for work to be done again, so that nothing counts that
     * somebody remembers beside this cache.
     */
    public void beginEra() throws IOException {
        layout.beginEra();
    }

    /**
     * A file that is another one in each era, or is not there in the first. Who remembers something
     * that rests on records looks at it before using them.
     */
    public Path era() {
        return layout.era();
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
