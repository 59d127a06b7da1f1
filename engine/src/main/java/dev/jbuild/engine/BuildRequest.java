package dev.jbuild.engine;

import dev.jbuild.engine.context.SourceFolders;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;
import dev.jbuild.model.Recipe;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a build depends on beside the files of the project.
 *
 * @param root folder that references, copies and deliveries are relative to
 * @param evaluation what to build, and what that rests on
 * @param arguments what the command line gave to the build file, by name
 * @param conduct how to go about it
 */
public record BuildRequest(
        Path root,
        Evaluation evaluation,
        SortedMap<String, String> arguments,
        Permissions allowed,
        Session session,
        CacheFolder cache,
        Conduct conduct) {
    public BuildRequest {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }

    /** A request that is worked on as usual. */
    public BuildRequest(
            Path root,
            Evaluation evaluation,
            SortedMap<String, String> arguments,
            Permissions allowed,
            Session session,
            CacheFolder cache) {
        this(root, evaluation, arguments, allowed, session, cache, Conduct.USUAL);
    }

    /** The first target that is asked for. */
    Recipe goal() {
        return Objects.requireNonNull(project().recipes().get(project().goals().getFirst()));
    }

    /** Where the folders of build files are. */
    SourceFolders folders() {
        return new SourceFolders(root, evaluation.checkouts());
    }

    Project project() {
        return evaluation.project();
    }
}
