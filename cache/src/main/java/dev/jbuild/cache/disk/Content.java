package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.atomic.TolerantVisitor;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * All that lies in a cache at one moment. What comes or goes while it is listed may be in it or
 * not.
 *
 * @param records those that can be read
 * @param unreadable files in the place of records that are none, with what is wrong
 */
record Content(Map<Digest, Blob> blobs, List<Entry> records, Map<Path, String> unreadable) {

    /**
     * @param size in bytes
     * @param stored when it was stored, or was about to be stored again
     */
    record Blob(Path file, long size, Instant stored) {}

    /**
     * @param size in bytes, without the blobs
     * @param used when it was last asked for, within the hour
     */
    record Entry(ActionKey key, ActionRecord value, Path file, long size, Instant used) {}

    static Content of(CacheLayout layout) throws IOException {
        Content content = new Content(new HashMap<>(), new ArrayList<>(), new HashMap<>());
        visit(
                layout.blobs(),
                (file, attributes) -> {
                    Digest digest = new Digest(name(file));
                    content.blobs.put(
                            digest,
                            new Blob(
                                    file,
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant()));
                });
        List<Entry> files = new ArrayList<>();
        visit(
                layout.actions(),
                (file, attributes) ->
                        files.add(
                                new Entry(
                                        new ActionKey(name(file)),
                                        ActionRecord.EMPTY,
                                        file,
                                        attributes.size(),
                                        attributes.lastModifiedTime().toInstant())));
        for (Entry file : files) {
            content.read(file);
        }
        return content;
    }

    private void read(Entry found) throws IOException {
        try {
            ActionRecord value = RecordFormat.read(found.key, Files.readAllBytes(found.file));
            records.add(new Entry(found.key, value, found.file, found.size, found.used));
        } catch (NoSuchFileException e) {
            // Gone since it was listed.
        } catch (IllegalArgumentException e) {
            unreadable.put(found.file, String.valueOf(e.getMessage()));
        }
    }

    /** Of all files, in bytes. */
    long size() {
        return blobs.values().stream().mapToLong(Blob::size).sum()
                + records.stream().mapToLong(Entry::size).sum();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Files with the name of a digest; whatever else lies there is not ours. */
    private static void visit(Path folder, BiConsumer<Path, BasicFileAttributes> visitor)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && name(file).matches("[0-9a-f]{64}")) {
                            visitor.accept(file, attributes);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
