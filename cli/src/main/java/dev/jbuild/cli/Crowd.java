package dev.jbuild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that stand by, of which there are never many: each takes a fifth of a gigabyte. Whoever has
 * not been called for longest loses its place, and then ends.
 */
final class Crowd {
    private static final int MOST = 3;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");

    /** Of a pipe into which a launcher, a process of this number, is answered. */
    private static final Pattern ANSWER = Pattern.compile("([0-9]+)\\.answer");

    private Crowd() {}

    /** The place of somebody. */
    private record Place(Path path, FileTime lastCall) {
        /** Empty when there is something else, or nothing any more. */
        static Optional<Place> at(Path path) {
            if (!NAME.matcher(path.getFileName().toString()).matches()) {
                return Optional.empty();
            }
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return attributes.isOther()
                        ? Optional.of(new Place(path, attributes.lastModifiedTime()))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** Notes that somebody was called. */
    static void called(Path place) {
        try {
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // It has lost its place, or has one that nobody shares.
        }
    }

    /**
     * Takes the places away of those that are too many, the bells of those that were killed, and
     * the pipes of launchers that were killed while they waited.
     *
     * @param folder of the places, which others may come to and go from meanwhile
     */
    static void thin(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path left : files.stream().filter(Crowd::isLeft).toList()) {
            Files.deleteIfExists(left);
        }
        List<Place> all =
                new ArrayList<>(files.stream().map(Place::at).flatMap(Optional::stream).toList());
        all.sort(Comparator.comparing(Place::lastCall).reversed());
        for (Place tooMany : all.subList(Math.min(MOST, all.size()), all.size())) {
            Files.deleteIfExists(tooMany.path());
        }
    }

    private static boolean isLeft(Path file) {
        String name = file.getFileName().toString();
        Matcher answer = ANSWER.matcher(name);
        if (answer.matches()) {
            return !Files.exists(Path.of("/proc").resolve(answer.group(1)));
        }
        Path link = name.endsWith(Doorbell.LISTENER) ? file : Doorbell.listener(file);
        return name.startsWith(Doorbell.BELL) && Files.isSymbolicLink(link) && !Files.exists(link);
    }
}
