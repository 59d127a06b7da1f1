package dev.jbuild.engine;

import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.OwnFiles;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;

/**
 * Finds what would take the place of one of jbuild's or git's own files: what is delivered into the
 * folder of the project by its own name. A project that is delivered as a whole into another folder
 * may have such files.
 */
final class Trespass {
    private Trespass() {}

    /** Whether the names of what is delivered have to be looked at. */
    static boolean isPossible(Output.Files output) {
        return output.destination().endsWith("/") || isRoot(Path.of(output.destination()));
    }

    static void requireNone(Path root, Output.Files output, PlacedFiles placed) throws UserMistake {
        Path place = root.relativize(placed.target().normalize());
        for (FileEntry entry : placed.artifact().entries()) {
            String path = place.resolve(entry.path()).toString();
            if ((entry.path().isEmpty() || isRoot(place)) && isTaken(path, entry)) {
                throw new UserMistake(
                        Diagnostic.at(
                                output.span(),
                                "path-of-build",
                                "`%s` would put `%s` into the project, a file of jbuild or git, which no build may write"
                                        .formatted(output.node().target(), path),
                                "leave it out of the artifact, or deliver to another folder"));
            }
        }
    }

    /** In folders below there may be build files of others. */
    private static boolean isTaken(String path, FileEntry entry) {
        return OwnFiles.has(path)
                && (entry.path().isEmpty()
                        || path.indexOf('/') < 0
                        || OwnFiles.has(path.substring(0, path.indexOf('/'))));
    }

    private static boolean isRoot(Path path) {
        return path.normalize().toString().isEmpty();
    }
}
