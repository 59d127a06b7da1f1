package dev.jbuild.engine.git;

import dev.jbuild.engine.lock.LockUse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How build files may use other repositories.
 *
 * @param project its lock says which commits are meant
 * @param state folder of the cache
 * @param environment where proxies, tokens, the ssh agent and the settings of git are
 * @param lock what may be done about names that the lock does not know
 * @param renewed patterns of names to be looked up anew, whatever the lock says of them; no pattern
 *     means all names
 */
public record RepositoryUse(
        Path project,
        Path state,
        Map<String, String> environment,
        LockUse lock,
        Optional<List<String>> renewed) {
    public RepositoryUse {
        environment = Map.copyOf(environment);
        renewed = renewed.map(List::copyOf);
    }
}
