package dev.jbuild.engine.output;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An artifact at its place.
 *
 * @param target where the artifact's folder or file is
 */
public record PlacedFiles(Path target, Tree artifact) {
    /** The folders that the artifact has put there. */
    public Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (FileEntry entry : artifact.entries()) {
            if (entry instanceof FileEntry.Folder folder) {
                folders.add(target.resolve(folder.path()));
            } else if (!entry.path().isEmpty()) {
                Path parent = target.resolve(entry.path()).getParent();
                if (parent != null) {
                    folders.add(parent);
                }
            }
        }
        return folders;
    }
}
