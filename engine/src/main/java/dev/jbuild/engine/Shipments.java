package dev.jbuild.engine;

import dev.jbuild.buildkit.llb.LocalSource;
import dev.jbuild.buildkit.session.FileSelection;
import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.FolderModes;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How selected files get to a builder. Those of selections with few files travel together, in a
 * folder each: to ask for a selection, and to compare it with the copy of an earlier build, takes a
 * builder longer than its few files do. A large one travels alone, and so not before a step needs
 * it, nor again in a build of other targets.
 */
final class Shipments {
    private static final int FEW_FILES = 100;
    private static final long FEW_BYTES = 1 << 20;

    private final Map<String, Place> places = new HashMap<>();
    private final List<LocalDirectory> directories = new ArrayList<>();

    private final String build;

    /**
     * Where a builder finds the files of a selection.
     *
     * @param source receives them
     * @param folder in it, a single name; empty where there is nothing else in it
     */
    record Place(LocalSource source, String folder) {}

    private Shipments(
            Collection<SelectedFiles> alone, Collection<SelectedFiles> together, String build) {
        this.build = build;
        for (SelectedFiles files : alone) {
            places.put(files.source(), new Place(source(files), ""));
            directories.add(new LocalDirectory(files.source(), List.of(part(files, ""))));
        }
        if (!together.isEmpty()) {
            LocalSource shared = source(together);
            List<LocalDirectory.Part> parts = new ArrayList<>();
            for (SelectedFiles files : together) {
                places.put(files.source(), new Place(shared, files.source()));
                parts.add(part(files, files.source()));
            }
            directories.add(new LocalDirectory(shared.name(), parts));
        }
    }

    /**
     * Says how the files of a plan travel.
     *
     * @param build a text that no other build has, in the digest of each upload. Otherwise a
     *     builder that receives the same for two builds at the same moment asks one of them, and
     *     the other one hears nothing of what was sent
     */
    static Shipments of(Plan plan, Collection<SelectedFiles> files, String build) {
        Set<String> contexts = contexts(plan);
        SortedMap<String, SelectedFiles> alone = new TreeMap<>();
        SortedMap<String, SelectedFiles> together = new TreeMap<>();
        for (SelectedFiles selected : files) {
            boolean joins = isSmall(selected) && !contexts.contains(selected.source());
            (joins ? together : alone).put(selected.source(), selected);
        }
        if (together.size() == 1) {
            alone.putAll(together);
            together.clear();
        }
        return new Shipments(alone.values(), together.values(), build);
    }

    /** A Dockerfile has the whole of what is received for its context. */
    private static Set<String> contexts(Plan plan) {
        Set<String> names = new HashSet<>();
        for (Recipe recipe : plan.recipes()) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.From(Step.Base.Dockerfile base, var _)
                        && base.context().source() instanceof Step.CopySource.Context context) {
                    names.add(ContextScan.name(base.context(), context));
                }
            }
        }
        return names;
    }

    private static boolean isSmall(SelectedFiles files) {
        List<Selection.Found> found = files.selection().found();
        return found.size() <= FEW_FILES
                && found.stream().mapToLong(file -> file.stat().size()).sum() <= FEW_BYTES;
    }

    private LocalSource source(SelectedFiles files) {
        FolderModes modes = new FolderModes();
        modes.add("", files.selection());
        return source(files.source(), modes);
    }

    private LocalSource source(Collection<SelectedFiles> files) {
        KeyEncoder names = new KeyEncoder();
        FolderModes modes = new FolderModes();
        for (SelectedFiles selected : files) {
            names.text(selected.source());
            modes.add(selected.source(), selected.selection());
        }
        String name = "contexts-" + names.finish().hex().substring(0, 16);
        return source(name, modes);
    }

    /** Uploads of equal selections update each other, unless folders changed their modes. */
    private LocalSource source(String name, FolderModes modes) {
        return new LocalSource(name, name + modes.text(), build);
    }

    private static LocalDirectory.Part part(SelectedFiles files, String folder) {
        List<String> paths =
                files.selection().found().stream()
                        .map(Selection.Found::path)
                        .filter(path -> !path.isEmpty())
                        .toList();
        return new LocalDirectory.Part(
                folder, files.selection().root(), FileSelection.listed(paths), files.sent());
    }

    /** Where a builder finds selected files. */
    Place place(SelectedFiles files) {
        Place place = places.get(files.source());
        if (place == null) {
            throw new IllegalArgumentException("not on its way: " + files.source());
        }
        return place;
    }

    /** What a session offers, so that a builder can receive all of it. */
    List<LocalDirectory> directories() {
        return List.copyOf(directories);
    }
}
