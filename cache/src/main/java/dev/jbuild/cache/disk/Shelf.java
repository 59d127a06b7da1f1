package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cache.atomic.TolerantVisitor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Folders that are kept as a whole, each under a key. They appear in one moment; who puts one there
 * or takes it away has seen to it that nobody else does the same.
 */
public final class Shelf {
    /** Nobody takes longer from beginning a folder to putting it in its place. */
    private static final Duration SILENCE = Duration.ofDays(1);

    private static final String ARRIVALS = "new";

    private final Path root;
    private final Usage usage;
    private final InstantSource clock;

    Shelf(CacheLayout layout, Usage usage, InstantSource clock) {
        this.root = layout.shelf();
        this.usage = usage;
        this.clock = clock;
    }

    /** A folder on the shelf. */
    record Item(ActionKey key, Path folder, Instant used, long bytes) {}

    /** Where the folder of a key is, or would be. */
    public Path place(ActionKey key) {
        return root.resolve(key.hex());
    }

    public boolean has(ActionKey key) {
        return Files.isDirectory(place(key));
    }

    /** Name of the turn of those who put the folder of a key there, read it or take it away. */
    public static String turn(ActionKey key) {
        return "shelf-" + key;
    }

    /** An empty folder that nobody else knows of. */
    public Path begin() throws IOException {
        return Files.createDirectories(
                root.resolve(ARRIVALS).resolve(UUID.randomUUID().toString()));
    }

    /** Puts a folder that was begun in its place, which is free. */
    public void put(Path begun, ActionKey key) throws IOException {
        Files.move(begun, place(key), StandardCopyOption.ATOMIC_MOVE);
        usage.add(size(place(key)));
    }

    /** When the folder of a key was in use last; it is there. */
    Instant lastUsed(ActionKey key) throws IOException {
        return Files.getLastModifiedTime(place(key)).toInstant();
    }

    /** Takes note that the folder of a key is in use. */
    public void used(ActionKey key) throws IOException {
        if (Files.isWritable(place(key))) {
            Files.setLastModifiedTime(place(key), FileTime.from(clock.instant()));
        }
    }

    /** Takes the folder of a key away, if there is one. */
    public void discard(ActionKey key) throws IOException {
        if (has(key)) {
            Path leaving = begin();
            Files.move(place(key), leaving.resolve(key.hex()), StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(leaving);
        }
    }

    List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path folder : list(root)) {
            if (!folder.endsWith(ARRIVALS)) {
                items.add(
                        new Item(
                                new ActionKey(String.valueOf(folder.getFileName())),
                                folder,
                                Files.getLastModifiedTime(folder).toInstant(),
                                size(folder)));
            }
        }
        return items;
    }

    /** Removes what killed processes have begun. */
    void sweep() throws IOException {
        for (Path begun : list(root.resolve(ARRIVALS))) {
            Instant changed = Files.getLastModifiedTime(begun).toInstant();
            if (changed.plus(SILENCE).isBefore(clock.instant())) {
                Folders.delete(begun);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(paths::add);
            }
        }
        return paths;
    }

    private static long size(Path folder) throws IOException {
        long[] size = new long[1];
        Files.walkFileTree(
                folder,
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        size[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }
                });
        return size[0];
    }
}
