package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lock.LockChange;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.NamePattern;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sees to the lock file of a project, without a build. */
final class LockKeeping {
    private final BuildRequest request;
    private final SequencedMap<BaseUse, SourceSpan> uses;
    private final Bases bases;

    private LockKeeping(BuildRequest request, SequencedMap<BaseUse, SourceSpan> uses, Bases bases) {
        this.request = request;
        this.uses = uses;
        this.bases = bases;
    }

    static LockReport run(BuildRequest request, LockTask task, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        SequencedMap<BaseUse, SourceSpan> uses = new LinkedHashMap<>();
        // A name that carries its digest needs no lock.
        Bases.uses(
                        request.project().recipes().values(),
                        Dockerfiles.read(
                                request.project().recipes().values(),
                                request.root(),
                                (file, content) -> {}))
                .forEach(
                        (use, span) -> {
                            if (use.name().digest().isEmpty()) {
                                uses.put(use, span);
                            }
                        });
        try (Workbench bench = new Workbench(request, List.of(), new Demands(List.of()), events)) {
            DiskCache cache = Build.openCache(request, events);
            Bases bases = new Bases(request.root(), cache, LockUse.EXTEND, bench, events);
            LockKeeping keeping = new LockKeeping(request, uses, bases);
            return new LockReport(keeping.changes(task), keeping.names());
        } catch (IOException e) {
            throw Build.cacheFailure(request.cache().state(), e);
        }
    }

    private int names() {
        return (int) uses.keySet().stream().map(BaseUse::name).distinct().count();
    }

    private List<LockChange> changes(LockTask task)
            throws BuildException, InterruptedException, IOException {
        return switch (task) {
            case LockTask.Complete() -> complete();
            case LockTask.Update(List<String> patterns) -> bases.renew(matching(patterns));
            case LockTask.Check() -> check();
        };
    }

    private List<LockChange> complete() throws BuildException, InterruptedException, IOException {
        LockFile before = LockFile.read(request.root());
        bases.pins(uses);
        return LockChange.between(before, LockFile.read(request.root()));
    }

    private List<LockChange> check() throws BuildException {
        List<Diagnostic> missing =
                Bases.missing(uses, LockFile.read(request.root()), LockUse.FROZEN);
        if (!missing.isEmpty()) {
            throw new UserMistake(missing);
        }
        return List.of();
    }

    private SequencedMap<BaseUse, SourceSpan> matching(List<String> patterns) throws UserMistake {
        if (patterns.isEmpty()) {
            return uses;
        }
        SequencedMap<BaseUse, SourceSpan> matching = new LinkedHashMap<>();
        for (String text : patterns) {
            NamePattern pattern = new NamePattern(text);
            SequencedMap<BaseUse, SourceSpan> found = new LinkedHashMap<>(uses);
            found.keySet().removeIf(use -> !pattern.matches(use.name()));
            if (found.isEmpty()) {
                throw new UserMistake(
                        Diagnostic.of(
                                "no-such-image",
                                "no image of the build file is called `" + text + "`",
                                "its images: " + allNames()));
            }
            matching.putAll(found);
        }
        return matching;
    }

    private String allNames() {
        return uses.isEmpty()
                ? "none"
                : uses.keySet().stream()
                        .map(use -> use.name().toString())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
    }
}
