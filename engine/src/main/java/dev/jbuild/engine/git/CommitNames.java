package dev.jbuild.engine.git;

import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.Pins;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;

import java.util.Map;
import java.util.Optional;

/**
 * Branches and tags of repositories, which stand for commits.
 *
 * @param environment as {@link Remotes} takes it; those are not made for what is pinned, as they
 *     bring all of JGit
 */
public record CommitNames(Map<String, String> environment) implements Pins.Kind<GitRef, String> {
    public CommitNames {
        environment = Map.copyOf(environment);
    }

    @Override
    public Optional<String> in(LockFile lock, GitRef name) {
        return lock.commit(name);
    }

    @Override
    public LockFile put(LockFile lock, GitRef name, String commit) {
        return lock.with(name, commit);
    }

    @Override
    public String ask(GitRef name) throws BuildException {
        return new Remotes(environment).commit(name);
    }
}
