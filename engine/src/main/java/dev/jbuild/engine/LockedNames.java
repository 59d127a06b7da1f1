package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.git.CommitNames;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.Pins;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What the names in a build stand for, which is what the lock says. */
final class LockedNames {
    private final BuildRequest request;
    private final Bases bases;
    private final PinnedNames<GitRef, String> commits;
    private final PinnedNames<String, Digest> downloads;

    LockedNames(BuildRequest request, DiskCache cache, LockUse use, Workbench bench) {
        this.request = request;
        this.bases = new Bases(request.root(), cache, use, bench, bench.events());
        this.commits =
                new PinnedNames<>(
                        new Pins<>(
                                request.root(),
                                cache.turns(),
                                use,
                                new CommitNames(request.session().environment())));
        this.downloads =
                new PinnedNames<>(
                        new Pins<>(request.root(), cache.turns(), use, new FileAddresses(bench)));
    }

    /** Names that steps have, each with the first place that has it. */
    record Uses(
            SequencedMap<BaseUse, SourceSpan> images,
            SequencedMap<GitRef, SourceSpan> commits,
            SequencedMap<String, SourceSpan> downloads) {
        static Uses of(
                Collection<Recipe> recipes, Map<Dockerfiles.Use, DockerfileText> dockerfiles) {
            Uses uses =
                    new Uses(
                            Bases.uses(recipes, dockerfiles),
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>());
            for (Recipe recipe : recipes) {
                for (Step step : recipe.steps()) {
                    if (step instanceof Step.Copy copy) {
                        uses.add(copy);
                    }
                }
            }
            return uses;
        }

        private void add(Step.Copy copy) {
            if (copy.source() instanceof Step.CopySource.Repository(GitRef at) && !at.isFixed()) {
                commits.putIfAbsent(at, copy.span());
            } else if (copy.source() instanceof Step.CopySource.Download file
                    && file.sha256().isEmpty()) {
                downloads.putIfAbsent(file.url(), copy.span());
            }
        }
    }

    /** What they stand for. */
    record Meanings(
            Map<BaseUse, BasePin> images,
            Map<GitRef, String> commits,
            Map<String, Digest> downloads) {}

    /** What the names stand for; new knowledge is in the lock when this returns. */
    Meanings find(Uses uses) throws BuildException, InterruptedException, IOException {
        Map<GitRef, String> named = withCheckouts(commits.find(uses.commits()));
        Map<String, Digest> files = downloads.find(uses.downloads());
        return new Meanings(bases.pins(uses.images()), named, files);
    }

    /** What the names stand for, as far as that is known; nobody is asked. */
    Meanings known(Uses uses) throws BuildException, IOException {
        return new Meanings(
                bases.knownPins(uses.images()),
                withCheckouts(commits.known(uses.commits())),
                downloads.known(uses.downloads()));
    }

    /** And the commits that build files of other repositories were read at. */
    private Map<GitRef, String> withCheckouts(Map<GitRef, String> named) {
        Map<GitRef, String> all = new LinkedHashMap<>(named);
        request.evaluation()
                .checkouts()
                .forEach((at, checkout) -> all.putIfAbsent(at, checkout.commit()));
        return all;
    }

    /** Looks up anew what names stand for, whatever the lock says of them. */
    void renew(Uses uses) throws BuildException, InterruptedException, IOException {
        commits.renew(uses.commits());
        downloads.renew(uses.downloads());
        bases.renew(uses.images());
    }

    /** What the lock would have to name beside images. */
    List<Diagnostic> missing(Uses uses, LockFile lock) {
        List<Diagnostic> missing = new ArrayList<>(commits.missing(uses.commits(), lock));
        missing.addAll(downloads.missing(uses.downloads(), lock));
        return missing;
    }

    /**
     * Finds out like {@link #find}, and takes the lock into the findings. It is read once more
     * where it was written, so that the evidence has its content as it certainly was when it said
     * so.
     */
    Meanings find(Uses uses, Findings findings)
            throws BuildException, InterruptedException, IOException {
        Optional<Digest> before = content();
        Meanings found = find(uses);
        if (found.images().values().stream().anyMatch(pin -> pin.index().isEmpty())) {
            // Only the engine knows what such a name stands for.
            findings.spoil();
            return found;
        }
        Optional<Digest> after = content();
        if (!saysWhatWasEvaluated()) {
            findings.spoil();
        }
        if (!after.equals(before) && (!find(uses).equals(found) || !content().equals(after))) {
            findings.spoil();
        }
        findings.file(LockFile.of(request.root()), after);
        return found;
    }

    /** Another process may have renewed the lock since the build files were evaluated. */
    private boolean saysWhatWasEvaluated() throws BuildException {
        LockFile lock = LockFile.read(request.root());
        return request.evaluation().checkouts().entrySet().stream()
                .allMatch(
                        used ->
                                lock.commit(used.getKey())
                                        .equals(Optional.of(used.getValue().commit())));
    }

    private Optional<Digest> content() throws IOException {
        try {
            return Optional.of(Digest.of(Files.readAllBytes(LockFile.of(request.root()))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
