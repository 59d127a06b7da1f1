package dev.jbuild.engine.context;

import dev.jbuild.cache.file.IgnoreFiles;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.model.Digest;

import java.nio.file.Path;
import java.util.Set;

/**
 * The files of one copy step.
 *
 * @param source names the selection: equal patterns of one folder have equal names
 * @param folder the folder as it was named, by way of links where there are any
 * @param ignored the ignore file that was applied
 * @param tree what was selected, with the digests of contents
 * @param content digest of {@code tree}: of names, kinds, modes and contents
 */
public record SelectedFiles(
        String source,
        Path folder,
        IgnoreFiles.Found ignored,
        Selection selection,
        Tree tree,
        Digest content) {

    /** Whether every folder that was looked into still holds the same names. */
    public boolean listsTheSame() {
        for (Selection.Listing listing : selection.listings()) {
            String[] names = selection.root().resolve(listing.folder()).toFile().list();
            if (names == null || !Set.of(names).equals(Set.copyOf(listing.names()))) {
                return false;
            }
        }
        return true;
    }
}
