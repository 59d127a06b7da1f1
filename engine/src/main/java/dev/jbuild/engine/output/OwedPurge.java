package dev.jbuild.engine.output;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A note on this machine of what caches in front of an origin have not forgotten yet. The paths are
 * in it, since those that were removed are in no release that one could look at later.
 */
public final class OwedPurge {
    private final Path note;

    private OwedPurge(Path note) {
        this.note = note;
    }

    /**
     * The note of an origin.
     *
     * @param notes folder of this machine
     * @param origin what no other origin is called
     * @param debtor who repays; each has a note of its own
     */
    public static OwedPurge of(Path notes, String origin, String debtor) {
        String name = Digest.of(origin.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
        return new OwedPurge(notes.resolve(name + "." + debtor));
    }

    /** Whether there is a note, be it of no path at all. */
    public boolean isOwed() {
        return Files.exists(note);
    }

    /** Adds to the note, which is there from now on. */
    public void add(List<String> paths) throws IOException {
        Files.createDirectories(note.getParent());
        List<String> lines = new ArrayList<>(paths);
        // The last line may have been cut off.
        lines.addFirst("");
        Files.write(note, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All paths of the note, each once. */
    public List<String> paths() throws IOException {
        if (!isOwed()) {
            return List.of();
        }
        return new String(Files.readAllBytes(note), StandardCharsets.UTF_8)
                .lines()
                .filter(path -> !path.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Removes the note. */
    public void settle() throws IOException {
        Files.deleteIfExists(note);
    }
}
