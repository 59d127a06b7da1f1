package dev.jbuild.engine.why;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is different in a selection of files. */
final class TreeChanges {
    /** More would be read by nobody. */
    private static final int SHOWN = 5;

    private TreeChanges() {}

    /**
     * One reason for each file, up to a few.
     *
     * @param folder of the selection, relative to the project's root
     */
    static List<Reason> between(Tree before, Tree now, String folder) {
        Map<String, FileEntry> old = byPath(before);
        Map<String, FileEntry> current = byPath(now);
        Map<String, String> changes = new TreeMap<>();
        old.forEach((path, entry) -> changes.put(path, change(entry, current.get(path))));
        current.keySet().stream()
                .filter(path -> !old.containsKey(path))
                .forEach(path -> changes.put(path, "is new"));
        changes.values().removeIf(String::isEmpty);

        List<Reason> reasons = new ArrayList<>();
        changes.forEach(
                (path, change) -> {
                    if (reasons.size() < SHOWN) {
                        String name = folder.isEmpty() ? path : folder + "/" + path;
                        reasons.add(file("`" + name + "` " + change));
                    }
                });
        int more = changes.size() - reasons.size();
        if (more > 0) {
            reasons.add(file(more + (more == 1 ? " more file" : " more files") + " changed"));
        }
        return reasons;
    }

    /** Empty when there is none. */
    private static String change(FileEntry before, @Nullable FileEntry now) {
        return switch (now) {
            case null -> "is gone";
            case FileEntry.File file when before instanceof FileEntry.File old ->
                    !file.content().equals(old.content())
                            ? "has another content"
                            : mode(old.mode(), file.mode());
            case FileEntry.Folder folder when before instanceof FileEntry.Folder old ->
                    mode(old.mode(), folder.mode());
            case FileEntry.Symlink link when before instanceof FileEntry.Symlink old ->
                    link.target().equals(old.target())
                            ? ""
                            : "is a link to `" + link.target() + "`, was to `" + old.target() + "`";
            case FileEntry.File _ -> "is a file now";
            case FileEntry.Folder _ -> "is a folder now";
            case FileEntry.Symlink _ -> "is a link now";
        };
    }

    private static String mode(int before, int now) {
        return before == now
                ? ""
                : "has the mode "
                        + Integer.toOctalString(now)
                        + ", had "
                        + Integer.toOctalString(before);
    }

    private static Reason file(String text) {
        return new Reason(Reason.Kind.FILE, text);
    }

    private static Map<String, FileEntry> byPath(Tree tree) {
        return tree.entries().stream()
                .collect(Collectors.toMap(FileEntry::path, Function.identity()));
    }
}
