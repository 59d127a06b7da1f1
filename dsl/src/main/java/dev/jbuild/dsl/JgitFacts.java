package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Git;

import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads the repository around a folder; nothing is opened before something is asked. */
final class JgitFacts implements Git {
    private static final int SHORT = 7;

    private final Path folder;
    private final GitReadings readings;

    JgitFacts(Path folder, Readings readings) {
        this.folder = folder;
        this.readings = new GitReadings(folder, readings);
    }

    @Override
    public @Nullable String getHash() {
        return readings.ofHead(() -> ask(JgitFacts::hash));
    }

    @Override
    public @Nullable String getShortHash() {
        String hash = getHash();
        return hash == null ? null : hash.substring(0, SHORT);
    }

    @Override
    public @Nullable String getBranch() {
        return readings.ofHead(() -> ask(JgitFacts::branch));
    }

    @Override
    public @Nullable String getTag() {
        return readings.ofTags(() -> ask(JgitFacts::tag));
    }

    @Override
    public @Nullable Long getTimestamp() {
        return readings.ofHead(() -> ask(JgitFacts::timestamp));
    }

    @Override
    public @Nullable Boolean getDirty() {
        return readings.ofWorkTree(() -> ask(JgitFacts::dirty));
    }

    private static @Nullable String hash(Repository repository) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        return head == null ? null : head.name();
    }

    private static @Nullable String branch(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        return head != null && head.isSymbolic()
                ? Repository.shortenRefName(head.getTarget().getName())
                : null;
    }

    private static @Nullable String tag(Repository repository) throws IOException {
        String hash = hash(repository);
        String last = null;
        for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            Ref peeled = repository.getRefDatabase().peel(tag);
            ObjectId commit = peeled.getPeeledObjectId();
            ObjectId named = commit == null ? peeled.getObjectId() : commit;
            String name = Repository.shortenRefName(tag.getName());
            if (named != null
                    && named.name().equals(hash)
                    && (last == null || name.compareTo(last) > 0)) {
                last = name;
            }
        }
        return last;
    }

    private static @Nullable Long timestamp(Repository repository) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        return head == null ? null : (long) repository.parseCommit(head).getCommitTime();
    }

    private static Boolean dirty(Repository repository) throws IOException {
        try (org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(repository)) {
            return !git.status().call().isClean();
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    private <T> @Nullable T ask(Question<T> question) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
        if (builder.getGitDir() == null) {
            return null;
        }
        try (Repository repository = builder.build()) {
            return question.of(repository);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the git repository: " + e.getMessage(), e);
        }
    }

    /** Not its address: a build file can come by this text. */
    @Override
    public String toString() {
        return "git";
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @FunctionalInterface
    private interface Question<T> {
        @Nullable T of(Repository repository) throws IOException;
    }
}
