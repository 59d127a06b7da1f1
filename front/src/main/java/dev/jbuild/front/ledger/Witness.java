package dev.jbuild.front.ledger;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.FileStat.Kind;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Understands what was {@linkplain Sight seen}, and which facts follow from it. Those hold whenever
 * the same is seen again.
 */
final class Witness {
    private static final int PERMISSIONS = 0777;

    /** Stands in a text for bytes that are none: several names may have this text. */
    private static final char NO_TEXT = '\uFFFD';

    private final Map<String, Set<String>> names = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * @param stat of a folder its kind and permission bits only
     * @param target of a link; empty for others
     */
    private record Entry(FileStat stat, String target) {}

    Witness(Sight sight) {
        String[] parts = sight.said().split("\0", -1);
        int seen = 0;
        String folder = "";
        // The last part lies behind the last NUL and is empty.
        for (int i = 0; i < parts.length - 1; i++) {
            boolean isFolder = parts[i].startsWith("d ");
            String[] words = parts[i].split(" ", isFolder ? 3 : 7);
            String name = text(words[words.length - 1]);
            String target = isFolder ? "" : text(parts[++i]);
            if (name.isEmpty()) {
                folder = sight.folders().get(seen++);
                if (isFolder) {
                    names.put(folder, new HashSet<>());
                }
            } else {
                names.getOrDefault(folder, new HashSet<>()).add(name);
                @Nullable FileStat stat = isFolder ? folder(words) : stat(words);
                if (stat != null && name.indexOf(NO_TEXT) < 0) {
                    entries.put(below(folder, name), new Entry(stat, target));
                }
            }
        }
    }

    private static FileStat folder(String[] words) {
        return new FileStat(Kind.FOLDER, mode(words[1]), 0, 0, 0, 0);
    }

    /** Null for a device, a socket and the like. */
    private static @Nullable FileStat stat(String[] words) {
        @Nullable Kind kind =
                switch (words[0]) {
                    case "f" -> Kind.FILE;
                    case "l" -> Kind.SYMLINK;
                    default -> null;
                };
        return kind == null
                ? null
                : new FileStat(
                        kind,
                        mode(words[1]),
                        Long.parseLong(words[2]),
                        nanos(words[3]),
                        nanos(words[4]),
                        Long.parseLong(words[5]));
    }

    private static int mode(String octal) {
        return Integer.parseInt(octal, 8) & PERMISSIONS;
    }

    /** Of {@code 1700000000.1234567890}: seconds since the epoch, which may lie before it. */
    private static long nanos(String time) {
        int point = time.indexOf('.');
        long seconds = Long.parseLong(time.substring(0, point));
        long fraction = Long.parseLong(time.substring(point + 1, point + 10));
        return TimeUnit.SECONDS.toNanos(seconds) + fraction;
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String below(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** Whether a fact follows from what was seen. */
    boolean proves(Fact fact) {
        return switch (fact) {
            case Fact.Variable _ -> false;
            case Fact.Names(String folder, var held) ->
                    names.containsKey(folder) && names.get(folder).equals(Set.copyOf(held));
            case Fact.Absence(String path) -> isAbsent(path);
            case Fact.Presence(String path, Kind kind) -> entry(path, kind) != null;
            case Fact.Folder(String path, int mode) -> {
                @Nullable Entry folder = entry(path, Kind.FOLDER);
                yield folder != null && folder.stat().mode() == mode;
            }
            case Fact.Link(String path, String target) -> {
                @Nullable Entry link = entry(path, Kind.SYMLINK);
                yield link != null && link.target().equals(target);
            }
            case Fact.Look(String path, FileStat stat) -> looks(path, stat);
            // Where a path is that of a file itself, following it leads no further.
            case Fact.Content content -> content.settled() && looks(content.path(), content.stat());
        };
    }

    private boolean looks(String path, FileStat stat) {
        @Nullable Entry file = entry(path, Kind.FILE);
        return file != null && file.stat().equals(stat);
    }

    private @Nullable Entry entry(String path, Kind kind) {
        @Nullable Entry entry = entries.get(path);
        return entry != null && entry.stat().kind() == kind ? entry : null;
    }

    private boolean isAbsent(String path) {
        int slash = path.lastIndexOf('/');
        @Nullable Set<String> there = names.get(path.substring(0, Math.max(slash, 1)));
        return there != null && !there.contains(path.substring(slash + 1));
    }
}
