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
 * @param sent what the builder was sent of it
 */
public record SelectedFiles(
        String source,
        Path folder,
        IgnoreFiles.Found ignored,
        Selection selection,
        Tree tree,
        Digest content,
        SentFiles sent) {

    /** Whether every folder all of whose names count still holds the same. */
    public boolean listsTheSame() {
        return selection.listings().stream().allMatch(this::listsTheSame);
    }

    private boolean listsTheSame(Selection.Listing listing) {
        String[] names = selection.root().resolve(listing.folder()).toFile().list();
        return listing.names().isEmpty()
                || (names != null && Set.of(names).equals(Set.copyOf(listing.names().get())));
    }
}
