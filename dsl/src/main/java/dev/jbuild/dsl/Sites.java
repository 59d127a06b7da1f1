package dev.jbuild.dsl;

import dev.jbuild.dsl.compile.CompiledScript;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.Surroundings;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Reading;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The build files of an evaluation, and what each of them may know of what surrounds it. */
final class Sites {
    private final LoadRequest request;
    private final Readings readings = new Readings();
    private final Roots roots;
    private final Scripts scripts;
    private final Surroundings project;
    private final Map<GitRef, Surroundings> elsewhere = new HashMap<>();

    /**
     * @param lenient whether a required argument that has no value reads as empty
     */
    Sites(LoadRequest request, Repositories repositories, boolean lenient, Meter meter)
            throws UserMistake, EnvironmentFailure {
        this.request = request;
        this.roots = new Roots(request.root(), repositories, meter);
        ProjectFiles files = new ProjectFiles(roots, readings);
        this.scripts = new Scripts(files);
        this.project = Surrounding.of(request, files, readings, lenient, meter);
    }

    /**
     * The build file of a folder; empty when it has none.
     *
     * @throws UserMistake with what is wrong in it, or without a place when there is no such
     *     repository
     */
    Optional<CompiledScript> script(Folder folder) throws UserMistake, EnvironmentFailure {
        return scripts.of(folder);
    }

    Surroundings surroundings(Folder folder) throws UserMistake, EnvironmentFailure {
        if (!folder.isElsewhere()) {
            return project;
        }
        GitRef at = folder.repository().orElseThrow();
        Checkout checkout = roots.checkout(at);
        return elsewhere.computeIfAbsent(
                at, _ -> Surrounding.of(checkout, request, project, readings));
    }

    /** The repositories that were asked for. */
    SortedMap<GitRef, Checkout> checkouts() {
        return roots.checkouts();
    }

    /** What was read so far. */
    List<Reading> readings() {
        return readings.all();
    }
}
