package dev.jbuild.engine.git;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.disk.Shelf;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Bare clones, one for each address, with the commits that were needed so far. Of a commit, its
 * files are fetched and not its history, where the server allows that.
 */
final class Clones {
    private final Shelf shelf;
    private final Turns turns;
    private final Remotes remotes;
    private final boolean offline;

    Clones(DiskCache cache, Remotes remotes, boolean offline) {
        this.shelf = cache.shelf();
        this.turns = cache.turns();
        this.remotes = remotes;
        this.offline = offline;
    }

    /** What is done with a clone that has a commit. */
    @FunctionalInterface
    interface Use {
        void of(Repository clone) throws IOException;
    }

    /** Sees to it that the clone has the commit, and uses it; nobody else does at the same time. */
    void use(GitRef at, String commit, Use use)
            throws BuildException, IOException, InterruptedException {
        ActionKey key = ShelfKeys.ofClone(at.url());
        try (Turns.Turn _ = turns.take(Shelf.turn(key))) {
            if (!shelf.has(key)) {
                requireNetwork(at, commit);
                make(at, commit, key);
            }
            try (Repository clone = open(shelf.place(key))) {
                if (!has(clone, commit)) {
                    requireNetwork(at, commit);
                    fetch(clone, at, commit);
                }
                use.of(clone);
            }
            shelf.used(key);
        }
    }

    private void make(GitRef at, String commit, ActionKey key) throws BuildException, IOException {
        Path begun = shelf.begin();
        try (Git made = Git.init().setBare(true).setGitDir(begun.toFile()).call()) {
            fetch(made.getRepository(), at, commit);
        } catch (GitAPIException e) {
            throw new IOException("cannot make a git repository: " + e.getMessage(), e);
        }
        shelf.put(begun, key);
    }

    private static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    private static boolean has(Repository clone, String commit) throws IOException {
        return clone.getObjectDatabase().has(ObjectId.fromString(commit));
    }

    private void requireNetwork(GitRef at, String commit) throws BuildException {
        if (offline) {
            throw GitFailures.mistake(
                    "offline",
                    "commit %s of `%s` has not been used here yet, and --offline forbids to fetch it"
                            .formatted(commit.substring(0, 12), at),
                    "build once without --offline");
        }
    }

    private void fetch(Repository clone, GitRef at, String commit)
            throws BuildException, IOException {
        try {
            remotes.fetchFiles(clone, at, commit);
        } catch (GitAPIException | JGitInternalException refused) {
            // A server need not hand out a commit by its name: then it comes with all branches.
            try {
                remotes.fetchAll(clone, at);
            } catch (GitAPIException | JGitInternalException e) {
                throw GitFailures.of(at, e);
            }
        }
        if (!has(clone, commit)) {
            throw GitFailures.mistake(
                    "commit-gone",
                    "`%s` has no commit %s any more".formatted(at, commit),
                    at.isFixed()
                            ? "name another commit"
                            : "`jbuild lock --update " + at + "` takes what it is now");
        }
    }
}
