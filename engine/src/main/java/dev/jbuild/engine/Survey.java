package dev.jbuild.engine;

import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds out what the nodes of a plan read from outside. */
final class Survey {
    private Survey() {}

    /** Looks at the files of every copy from the project, at those of equal copies once. */
    static Map<Step.Copy, SelectedFiles> files(Plan plan, ContextScan scan) throws BuildException {
        Map<Step.Copy, SelectedFiles> files = new LinkedHashMap<>();
        Map<String, SelectedFiles> known = new HashMap<>();
        for (Step.Copy copy : copies(plan)) {
            if (copy.source() instanceof Step.CopySource.Context context) {
                SelectedFiles selected = known.get(ContextScan.name(copy, context));
                if (selected == null) {
                    selected = scan.scan(copy, context);
                    known.put(selected.source(), selected);
                } else {
                    ContextScan.requireMatches(copy, context, selected.selection());
                }
                files.put(copy, selected);
            }
        }
        return files;
    }

    /** Those that are written as such, those of the contexts of Dockerfiles, and mounts. */
    private static Set<Step.Copy> copies(Plan plan) {
        Set<Step.Copy> copies = new LinkedHashSet<>();
        for (Recipe recipe : plan.recipes()) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.Copy copy) {
                    copies.add(copy);
                } else if (step instanceof Step.From(Step.Base.Dockerfile base, var _)) {
                    copies.add(base.context());
                } else if (step instanceof Step.Run run) {
                    copies.addAll(run.mounts());
                }
            }
        }
        return copies;
    }
}
