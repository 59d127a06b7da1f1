package dev.jbuild.engine.context;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.key.KeyEncoder;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The modes of the folders of an upload.
 *
 * <p>A builder that has a copy of an earlier upload gives a folder its new mode and tells nobody
 * (the disk writer of fsutil, where one folder takes the place of another). The digest that it has
 * of the folder stays, so that it takes a step for done that was done with the old mode. It must
 * not start from a copy whose folders had other modes.
 */
public final class FolderModes {
    /** What folders have nearly everywhere. */
    private static final int USUAL = 0755;

    private final SortedMap<String, Integer> modes = new TreeMap<>();

    /**
     * Adds the folders of a selection.
     *
     * @param folder where it is in the upload
     */
    public void add(String folder, Selection selection) {
        for (Selection.Found found : selection.found()) {
            if (found.stat().kind() == FileStat.Kind.FOLDER && !found.path().isEmpty()) {
                modes.put(folder + "/" + found.path(), found.stat().mode());
            }
        }
    }

    /**
     * A text that two uploads have in common only if each folder that is in both has one mode. It
     * stays while folders come and go that are like most. Empty when all are as usual.
     */
    public String text() {
        int most = most();
        SortedMap<String, Integer> others = new TreeMap<>(modes);
        others.values().removeIf(mode -> mode == most);
        if (most == USUAL && others.isEmpty()) {
            return "";
        }
        KeyEncoder encoder = new KeyEncoder().integer(most);
        others.forEach((path, mode) -> encoder.text(path).integer(mode));
        return encoder.finish().hex();
    }

    private int most() {
        return modes.values().stream()
                .collect(Collectors.groupingBy(mode -> mode, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(USUAL);
    }
}
