package dev.jbuild.front.ledger;

import dev.jbuild.cache.atomic.NewFile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A folder of files of which those are forgotten that were not written for longest. */
public final class Shelf {
    private Shelf() {}

    /**
     * Puts a file into its folder, over one that has been there.
     *
     * @param most how many files the folder keeps
     */
    public static void put(Path file, byte[] content, int most) throws IOException {
        Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        NewFile.write(file, content);
        forgetOld(folder, most);
    }

    private static void forgetOld(Path folder, int most) throws IOException {
        record Entry(Path file, FileTime written) {}
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                entries.add(new Entry(file, Files.getLastModifiedTime(file)));
            }
        } catch (NoSuchFileException e) {
            // Somebody else has just done the same.
            return;
        }
        entries.sort(Comparator.comparing(Entry::written).reversed());
        for (Entry old : entries.subList(Math.min(most, entries.size()), entries.size())) {
            Files.deleteIfExists(old.file());
        }
    }
}
