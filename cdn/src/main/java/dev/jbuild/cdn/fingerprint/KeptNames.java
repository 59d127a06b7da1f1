package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cdn.release.PathPattern;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why a renamed file is served under its own name as well. */
final class KeptNames {
    private final List<PathPattern> fingerprint;

    /** For each name or folder, the first file that mentions it. */
    private final Map<String, String> names = new TreeMap<>();

    private final Map<String, String> folders = new TreeMap<>();
    private final Map<String, String> beginnings = new TreeMap<>();
    private Optional<String> computing = Optional.empty();

    KeptNames(List<PathPattern> fingerprint, SortedMap<String, Scan> scans) {
        this.fingerprint = fingerprint;
        scans.forEach(
                (path, scan) -> {
                    scan.mentions().names().forEach(name -> names.putIfAbsent(name, path));
                    scan.mentions().folders().stream()
                            .filter(folder -> !folder.isEmpty())
                            .forEach(folder -> folders.putIfAbsent(folder, path));
                    scan.mentions()
                            .beginnings()
                            .forEach(beginning -> beginnings.putIfAbsent(beginning, path));
                    if (scan.computed() && computing.isEmpty()) {
                        computing = Optional.of(path);
                    }
                });
    }

    /** Whether the very name of a file occurs outside of references. */
    boolean isMentioned(String path) {
        return names.containsKey(Scanner.name(path));
    }

    /** Why a file is served under its own name as well, as people are told. */
    Optional<String> reason(String path) {
        return why(path).map(why -> "served under its own name as well: " + why);
    }

    private Optional<String> why(String path) {
        String name = Scanner.name(path);
        if (AskedFor.byCustom(path, fingerprint)) {
            return Optional.of("visitors ask for it without being told");
        }
        if (!Mentions.isWord(name)) {
            return Optional.of("where that occurs cannot be told");
        }
        String mentioning = names.get(name);
        if (mentioning != null) {
            return Optional.of("`" + mentioning + "` mentions it");
        }
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            if (isBelow(path, folder.getKey())) {
                return Optional.of("`" + folder.getValue() + "` mentions its folder");
            }
        }
        for (Map.Entry<String, String> beginning : beginnings.entrySet()) {
            if (name.startsWith(beginning.getKey())) {
                return Optional.of(
                        "`%s` computes names that begin with `%s`"
                                .formatted(beginning.getValue(), beginning.getKey()));
            }
        }
        if (computing.isPresent() && (name.endsWith(".js") || name.endsWith(".mjs"))) {
            return Optional.of("`" + computing.get() + "` imports modules by computed names");
        }
        return Optional.empty();
    }

    /**
     * Whether a file lies in or below a folder, of which only some last names may be known, or more
     * than the release has.
     */
    private static boolean isBelow(String path, String folder) {
        for (int slash = path.lastIndexOf('/');
                slash > 0;
                slash = path.lastIndexOf('/', slash - 1)) {
            String parent = "/" + path.substring(0, slash);
            if (parent.endsWith("/" + folder) || ("/" + folder).endsWith(parent)) {
                return true;
            }
        }
        return false;
    }
}
