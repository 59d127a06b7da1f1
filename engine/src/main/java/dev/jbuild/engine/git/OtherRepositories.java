package dev.jbuild.engine.git;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.NamePattern;
import dev.jbuild.engine.lock.Pins;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The repositories that build files refer to, each at the commit that the lock says. */
public final class OtherRepositories {
    private final RepositoryUse use;
    private final Consumer<String> notices;
    private final Set<GitRef> renewed = ConcurrentHashMap.newKeySet();

    /**
     * @param notices told what takes time
     */
    public OtherRepositories(RepositoryUse use, Consumer<String> notices) {
        this.use = use;
        this.notices = notices;
    }

    /** What of the shelf of a cache checkouts rest on. */
    public static Set<ActionKey> shelved(Map<GitRef, Checkout> checkouts) {
        return ShelfKeys.of(checkouts);
    }

    /**
     * The files of a repository.
     *
     * @throws dev.jbuild.model.failure.UserMistake when there is no such repository or name, or it
     *     is not pinned and has to be
     */
    public Checkout checkout(GitRef at) throws BuildException {
        try {
            DiskCache cache = DiskCache.open(use.state(), damage -> {});
            Remotes remotes = new Remotes(use.environment());
            Pins<GitRef, String> pins =
                    new Pins<>(
                            use.project(),
                            cache.turns(),
                            use.lock(),
                            new CommitNames(use.environment()));
            String commit = isToBeRenewed(at) ? pins.renew(at) : pins.pin(at);
            Clones clones = new Clones(cache, remotes, use.lock() == LockUse.OFFLINE);
            return new Checkouts(cache, clones, notices).of(at, commit);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "checkout-failed",
                    "cannot keep the files of `" + at + "`: " + e,
                    "check permissions and free space of `" + use.state() + "`",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentFailure(
                    "checkout-failed", "fetching `" + at + "` was interrupted", "try again", e);
        }
    }

    private boolean isToBeRenewed(GitRef at) {
        return !at.isFixed()
                && use.renewed().isPresent()
                && (use.renewed().get().isEmpty()
                        || use.renewed().get().stream()
                                .anyMatch(pattern -> new NamePattern(pattern).matches(at)))
                && renewed.add(at);
    }
}
