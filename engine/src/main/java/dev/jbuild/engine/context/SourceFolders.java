package dev.jbuild.engine.context;

import dev.jbuild.model.Checkout;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the folders of build files are.
 *
 * @param project its root
 * @param checkouts the other repositories in use
 */
public record SourceFolders(Path project, Map<GitRef, Checkout> checkouts) {
    public SourceFolders {
        checkouts = Map.copyOf(checkouts);
    }

    /** The root of the project or repository that a folder is in. */
    public Path root(Folder folder) {
        return folder.repository()
                .map(at -> Objects.requireNonNull(checkouts.get(at)).root())
                .orElse(project);
    }

    /**
     * A path in the project or repository that a folder is in. Empty when it leads out of a
     * repository, which may come with links to anywhere; the links of a project are its own affair.
     *
     * @param path from the root
     */
    public Optional<Path> resolve(Folder folder, String path) throws IOException {
        Path place = root(folder).resolve(path);
        boolean leadsOut =
                folder.isElsewhere()
                        && Files.exists(place)
                        && !place.toRealPath().startsWith(root(folder).toRealPath());
        return leadsOut ? Optional.empty() : Optional.of(place);
    }
}
