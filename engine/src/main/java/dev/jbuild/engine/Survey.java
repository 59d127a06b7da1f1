package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.session.FileSelection;
import dev.jbuild.buildkit.session.LocalDirectory;
import dev.jbuild.cache.file.Selection;
import dev.jbuild.engine.base.BaseImages;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SelectedFiles;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out what the nodes of a plan read from outside. */
final class Survey {
    private Survey() {}

    /** Looks at the files of every copy from the project, at those of equal copies once. */
    static Map<Step.Copy, SelectedFiles> files(Plan plan, ContextScan scan) throws BuildException {
        Map<Step.Copy, SelectedFiles> files = new LinkedHashMap<>();
        Map<String, SelectedFiles> known = new HashMap<>();
        for (PlanNode node : plan.nodes().values()) {
            for (Step step : node.recipe().steps()) {
                if (step instanceof Step.Copy copy
                        && copy.source() instanceof Step.CopySource.Context context
                        && !files.containsKey(copy)) {
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
        }
        return files;
    }

    /** What a session offers, so that the builder can receive {@code files}. */
    static List<LocalDirectory> directories(Map<Step.Copy, SelectedFiles> files) {
        Map<String, LocalDirectory> directories = new TreeMap<>();
        for (SelectedFiles selected : files.values()) {
            Path root = selected.selection().root();
            List<String> paths =
                    selected.selection().found().stream()
                            .map(Selection.Found::path)
                            .filter(path -> !path.isEmpty())
                            .toList();
            directories.put(
                    selected.source(),
                    new LocalDirectory(selected.source(), root, FileSelection.listed(paths)));
        }
        return List.copyOf(directories.values());
    }

    /**
     * Finds out what base images stand for: from the lock where it says, else from the registry,
     * and then for the lock.
     */
    static Map<Inputs.Base, BasePin> images(Plan plan, Path project, Workbench bench)
            throws BuildException, InterruptedException {
        LockFile lock = LockFile.read(project);
        Map<Inputs.Base, BasePin> pins = new HashMap<>();
        Map<Inputs.Base, SourceSpan> unknown = new LinkedHashMap<>();
        bases(plan)
                .forEach(
                        (base, span) ->
                                lock.digest(base.name())
                                        .ifPresentOrElse(
                                                digest ->
                                                        pins.put(
                                                                base,
                                                                BaseImages.pinned(
                                                                        base.name(), digest)),
                                                () -> unknown.put(base, span)));
        if (!unknown.isEmpty()) {
            Map<ImageName, Digest> locked = new TreeMap<>();
            for (Map.Entry<Inputs.Base, SourceSpan> base : unknown.entrySet()) {
                BasePin pin = resolve(base.getKey(), base.getValue(), bench);
                pins.put(base.getKey(), pin);
                if (pin.locked()) {
                    locked.put(base.getKey().name(), pin.identity());
                }
            }
            lock.with(locked).write(project);
        }
        return pins;
    }

    private static Map<Inputs.Base, SourceSpan> bases(Plan plan) {
        Map<Inputs.Base, SourceSpan> bases = new LinkedHashMap<>();
        for (PlanNode node : plan.nodes().values()) {
            for (Step step : node.recipe().steps()) {
                if (step instanceof Step.From(Step.Base.Image(ImageName name), SourceSpan span)) {
                    bases.putIfAbsent(new Inputs.Base(name, node.recipe().runsOn()), span);
                }
            }
        }
        return bases;
    }

    private static BasePin resolve(Inputs.Base base, SourceSpan span, Workbench bench)
            throws BuildException, InterruptedException {
        try {
            return bench.builder()
                    .build(
                            _ -> {},
                            gateway -> BaseImages.resolve(base.name(), base.platform(), gateway));
        } catch (BuildkitException.NotFound e) {
            throw new UserMistake(
                    new Diagnostic(
                            "no-such-image",
                            "there is no image `" + base.name() + "` for " + base.platform(),
                            Optional.of(span),
                            Optional.empty(),
                            Optional.of("check the name; the engine says: " + e.getMessage())));
        } catch (BuildkitException e) {
            throw Failures.of("look up image `" + base.name() + "`", e);
        }
    }
}
