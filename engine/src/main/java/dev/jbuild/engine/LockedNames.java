package dev.jbuild.engine;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.git.CommitPins;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What the names in a build stand for, which is what the lock says. */
final class LockedNames {
    private final BuildRequest request;
    private final Bases bases;
    private final Commits commits;

    LockedNames(BuildRequest request, DiskCache cache, LockUse use, Workbench bench) {
        this.request = request;
        this.bases = new Bases(request.root(), cache, use, bench, bench.events());
        this.commits =
                new Commits(
                        new CommitPins(
                                request.root(),
                                cache.turns(),
                                use,
                                request.session().environment()));
    }

    /** Names that steps have, each with the first place that has it. */
    record Uses(
            SequencedMap<BaseUse, SourceSpan> images, SequencedMap<GitRef, SourceSpan> commits) {
        static Uses of(
                Collection<Recipe> recipes, Map<Dockerfiles.Use, DockerfileText> dockerfiles) {
            return new Uses(Bases.uses(recipes, dockerfiles), Commits.uses(recipes));
        }
    }

    /** What they stand for. */
    record Meanings(Map<BaseUse, BasePin> images, Map<GitRef, String> commits) {}

    /** What the names stand for; new knowledge is in the lock when this returns. */
    Meanings find(Uses uses) throws BuildException, InterruptedException, IOException {
        Map<GitRef, String> found = commits.pins(uses.commits());
        return new Meanings(bases.pins(uses.images()), found);
    }

    /** What the names stand for, as far as that is known; nobody is asked. */
    Meanings known(Uses uses) throws BuildException, IOException {
        return new Meanings(bases.knownPins(uses.images()), commits.knownPins(uses.commits()));
    }

    /** Looks up anew what names stand for, whatever the lock says of them. */
    void renew(Uses uses) throws BuildException, InterruptedException, IOException {
        commits.renew(uses.commits());
        bases.renew(uses.images());
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
