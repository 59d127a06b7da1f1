package dev.jbuild.engine.git;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.disk.Shelf;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileQuery;
import dev.jbuild.cache.file.FileWalk;
import dev.jbuild.cache.file.glob.Glob;
import dev.jbuild.cache.file.glob.IgnoreRules;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of commits, written once and kept. They are looked at whenever they are asked for, by
 * the index of digests; what is not as it was written is written again.
 *
 * <pre>
 * files/   the files
 * facts    format, commit, time, digest of the files, one on each line
 * index    what {@link FileDigests} knows of them
 * </pre>
 */
final class Checkouts {
    private static final String FORMAT = "checkout 1";

    private final Shelf shelf;
    private final Turns turns;
    private final Clones clones;
    private final Consumer<String> notices;

    Checkouts(DiskCache cache, Clones clones, Consumer<String> notices) {
        this.shelf = cache.shelf();
        this.turns = cache.turns();
        this.clones = clones;
        this.notices = notices;
    }

    Checkout of(GitRef at, String commit) throws BuildException, IOException, InterruptedException {
        ActionKey key = ShelfKeys.ofCheckout(commit);
        try (Turns.Turn _ =
                turns.take(
                        Shelf.turn(key),
                        () -> notices.accept("waiting for another jbuild that fetches " + at))) {
            Optional<Checkout> kept = kept(key, commit);
            if (kept.isEmpty()) {
                shelf.discard(key);
                notices.accept("fetching " + at);
                make(at, commit, key);
                kept = kept(key, commit);
            }
            shelf.used(key);
            return kept.orElseThrow(
                    () -> new IOException("the files of " + at + " change while they are read"));
        }
    }

    /** What is on the shelf, if it is as it was written. */
    private Optional<Checkout> kept(ActionKey key, String commit) throws IOException {
        Path place = shelf.place(key);
        List<String> facts;
        try {
            facts = Files.readAllLines(place.resolve("facts"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (facts.size() != 4
                || !facts.get(0).equals(FORMAT)
                || !facts.get(1).equals(commit)
                || !facts.get(3).equals(digest(place).hex())) {
            return Optional.empty();
        }
        return Optional.of(
                new Checkout(commit, Long.parseLong(facts.get(2)), place.resolve("files")));
    }

    private void make(GitRef at, String commit, ActionKey key)
            throws BuildException, IOException, InterruptedException {
        Path begun = shelf.begin();
        clones.use(at, commit, clone -> write(clone, at, commit, begun));
        shelf.put(begun, key);
    }

    private void write(Repository clone, GitRef at, String commit, Path begun) throws IOException {
        try (RevWalk walk = new RevWalk(clone)) {
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
            Path files = Files.createDirectory(begun.resolve("files"));
            List<String> submodules = CommitFiles.write(clone, parsed, files);
            if (!submodules.isEmpty()) {
                notices.accept(
                        "submodules of %s are left out: %s"
                                .formatted(at, String.join(", ", submodules)));
            }
            Files.write(
                    begun.resolve("facts"),
                    List.of(
                            FORMAT,
                            commit,
                            Integer.toString(parsed.getCommitTime()),
                            digest(begun).hex()));
        }
    }

    private static Digest digest(Path place) throws IOException {
        FileQuery everything =
                new FileQuery(place.resolve("files"), List.of(Glob.parse(".")), IgnoreRules.NONE);
        FileDigests digests = FileDigests.open(place.resolve("index"), InstantSource.system());
        Digest digest = digests.tree(FileWalk.select(everything)).digest();
        if (Files.isWritable(place)) {
            digests.save();
        }
        return digest;
    }
}
