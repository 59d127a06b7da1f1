package dev.jbuild.engine;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds files that two outputs of a build would put to one place, where every build would replace
 * the one by the other again. One folder may well be delivered into another one: whether they get
 * into each other's way is known only when it is known what is in them.
 */
final class Overlaps {
    private final Path root;

    /** What is put to a path; of equal things the first. */
    private final Map<Path, Put> puts = new LinkedHashMap<>();

    /** Files and links, and folders with what is in them, of which no other output has a share. */
    private final Map<Path, Put> closed = new HashMap<>();

    /** The files that are delivered to a place. */
    private final Map<Path, List<Occupant>> occupants = new HashMap<>();

    /**
     * Something that an output puts to a path.
     *
     * @param entry empty for what is like nothing else
     */
    private record Put(Output output, Optional<FileEntry> entry) {
        boolean isFolder() {
            return entry.isPresent() && entry.get() instanceof FileEntry.Folder;
        }

        boolean isLike(Put other) {
            return output.equals(other.output)
                    || (entry.isPresent()
                            && other.entry.isPresent()
                            && entry.get().at("").equals(other.entry.get().at("")));
        }
    }

    /**
     * Files that are delivered to a place.
     *
     * @param isWhole whether they are the place, and not one file in it
     */
    private record Occupant(Output.Files output, boolean isWhole) {}

    /**
     * @param root folder of the project
     */
    Overlaps(Path root) {
        this.root = root;
    }

    /** Whether the places of outputs are such that there can be any. */
    static boolean arePossible(List<Output> outputs) {
        List<Path> places = outputs.stream().flatMap(out -> destination(out).stream()).toList();
        for (int i = 0; i < places.size(); i++) {
            for (Path other : places.subList(i + 1, places.size())) {
                if (isIn(places.get(i), other) || isIn(other, places.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Path> destination(Output output) {
        return switch (output) {
            case Output.Files files -> Optional.of(Path.of(files.destination()).normalize());
            case Output.Archive archive -> Optional.of(Path.of(archive.destination()).normalize());
            case Output.Deploy file -> Optional.of(Path.of(file.destination()).normalize());
            case Output.Cdn _, Output.Image _ -> Optional.empty();
        };
    }

    private static boolean isIn(Path inner, Path outer) {
        return outer.toString().isEmpty() || inner.startsWith(outer);
    }

    /** Adds files, which may lie beside those of others. */
    void add(Output.Files output, PlacedFiles placed) throws UserMistake {
        Path target = placed.target().normalize();
        occupy(output, target);
        for (FileEntry entry : placed.artifact().entries()) {
            Path path = entry.path().isEmpty() ? target : target.resolve(entry.path());
            put(path, new Put(output, Optional.of(entry)));
        }
    }

    /** A folder has its place to itself: what was delivered there is remembered by the place. */
    private void occupy(Output.Files output, Path target) throws UserMistake {
        Path place = root.resolve(output.destination()).normalize();
        Occupant occupant = new Occupant(output, target.equals(place));
        List<Occupant> others = occupants.computeIfAbsent(place, _ -> new ArrayList<>());
        for (Occupant other : others) {
            if (other.isWhole() || occupant.isWhole()) {
                throw mistake(place, other.output(), output);
            }
        }
        others.add(occupant);
    }

    /** Adds what has its place to itself. */
    void add(Output output) throws UserMistake {
        Optional<Path> place = destination(output);
        if (place.isPresent()) {
            put(root.resolve(place.get()), new Put(output, Optional.empty()));
        }
    }

    private void put(Path path, Put put) throws UserMistake {
        Put earlier = puts.putIfAbsent(path, put);
        if (earlier != null && !earlier.isLike(put)) {
            throw mistake(path, earlier.output(), put.output());
        }
        if (!put.isFolder()) {
            closed.putIfAbsent(path, put);
        }
    }

    /** Requires that nobody puts something into what is another one's file. */
    void requireNone() throws UserMistake {
        for (Map.Entry<Path, Put> put : puts.entrySet()) {
            for (Path above = put.getKey().getParent();
                    above != null && above.startsWith(root);
                    above = above.getParent()) {
                Put owner = closed.get(above);
                if (owner != null && !owner.output().equals(put.getValue().output())) {
                    throw mistake(above, owner.output(), put.getValue().output());
                }
            }
        }
    }

    private UserMistake mistake(Path path, Output one, Output other) {
        return new UserMistake(
                Diagnostic.at(
                        other.span(),
                        "output-twice",
                        "`%s` is delivered by both %s and %s"
                                .formatted(root.relativize(path), one.span(), other.span()),
                        "give each its own place, or leave it out of one of them"));
    }
}
