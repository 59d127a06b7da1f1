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
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees to the lock file of a project, without a build. */
final class LockKeeping {
    private final BuildRequest request;
    private final LockedNames.Uses uses;
    private final LockedNames names;

    private LockKeeping(BuildRequest request, LockedNames.Uses uses, LockedNames names) {
        this.request = request;
        this.uses = uses;
        this.names = names;
    }

    static LockReport run(
            BuildRequest request, LockTask task, LockFile before, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        try (Contact contact = new Contact(request);
                Workbench bench =
                        new Workbench(
                                request,
                                contact,
                                Placement.ofNothing(contact.builders()),
                                List.of(),
                                new Demands(List.of()),
                                events)) {
            DiskCache cache = Build.openCache(request, events);
            LockKeeping keeping =
                    new LockKeeping(
                            request,
                            uses(request),
                            new LockedNames(request, cache, LockUse.EXTEND, bench));
            keeping.see(task);
            return new LockReport(
                    LockChange.between(before, LockFile.read(request.root())),
                    keeping.images(),
                    keeping.commits().size(),
                    keeping.uses.downloads().size());
        } catch (IOException e) {
            throw Build.cacheFailure(request.cache().state(), e);
        }
    }

    /** A name that carries its digest needs no lock. */
    private static LockedNames.Uses uses(BuildRequest request) throws UserMistake {
        Collection<Recipe> recipes = request.project().recipes().values();
        LockedNames.Uses uses =
                LockedNames.Uses.of(
                        recipes,
                        Dockerfiles.read(recipes, request.folders(), (file, content) -> {}));
        uses.images().keySet().removeIf(use -> use.name().digest().isPresent());
        return uses;
    }

    private int images() {
        return (int) uses.images().keySet().stream().map(BaseUse::name).distinct().count();
    }

    /** Those that steps name, and those that are known since the build files were evaluated. */
    private Set<GitRef> commits() {
        Set<GitRef> commits = new TreeSet<>(uses.commits().keySet());
        commits.addAll(request.evaluation().checkouts().keySet());
        commits.removeIf(GitRef::isFixed);
        return commits;
    }

    private void see(LockTask task) throws BuildException, InterruptedException, IOException {
        switch (task) {
            case LockTask.Complete() -> names.find(uses);
            case LockTask.Update(List<String> patterns) -> names.renew(matching(patterns));
            case LockTask.Check() -> check(LockFile.read(request.root()));
        }
    }

    private void check(LockFile lock) throws UserMistake {
        List<Diagnostic> missing = new ArrayList<>(Bases.missing(uses.images(), lock));
        missing.addAll(names.missing(uses, lock));
        if (!missing.isEmpty()) {
            throw new UserMistake(missing);
        }
    }

    /** What of the uses is to be looked up; the commits of other build files have been already. */
    private LockedNames.Uses matching(List<String> patterns) throws UserMistake {
        if (patterns.isEmpty()) {
            return new LockedNames.Uses(
                    uses.images(), unevaluated(uses.commits()), uses.downloads());
        }
        SequencedMap<BaseUse, SourceSpan> images = new LinkedHashMap<>();
        SequencedMap<GitRef, SourceSpan> commits = new LinkedHashMap<>();
        SequencedMap<String, SourceSpan> files = new LinkedHashMap<>();
        for (String text : patterns) {
            NamePattern pattern = new NamePattern(text);
            SequencedMap<BaseUse, SourceSpan> someImages =
                    only(uses.images(), use -> pattern.matches(use.name()));
            SequencedMap<String, SourceSpan> someFiles =
                    only(uses.downloads(), pattern::matchesFile);
            if (someImages.isEmpty()
                    && someFiles.isEmpty()
                    && commits().stream().noneMatch(pattern::matches)) {
                throw new UserMistake(
                        Diagnostic.of(
                                "no-such-name",
                                "nothing that the build file names is called `" + text + "`",
                                "its names: " + allNames()));
            }
            images.putAll(someImages);
            commits.putAll(only(uses.commits(), pattern::matches));
            files.putAll(someFiles);
        }
        return new LockedNames.Uses(images, unevaluated(commits), files);
    }

    private SequencedMap<GitRef, SourceSpan> unevaluated(SequencedMap<GitRef, SourceSpan> some) {
        return only(some, at -> !request.evaluation().checkouts().containsKey(at));
    }

    private static <N> SequencedMap<N, SourceSpan> only(
            SequencedMap<N, SourceSpan> uses, Predicate<N> wanted) {
        SequencedMap<N, SourceSpan> some = new LinkedHashMap<>(uses);
        some.keySet().removeIf(wanted.negate());
        return some;
    }

    private String allNames() {
        TreeSet<String> all =
                Stream.of(
                                uses.images().keySet().stream().map(BaseUse::name),
                                commits().stream(),
                                uses.downloads().keySet().stream())
                        .flatMap(some -> some)
                        .map(Object::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        return all.isEmpty() ? "none" : String.join(", ", all);
    }
}
