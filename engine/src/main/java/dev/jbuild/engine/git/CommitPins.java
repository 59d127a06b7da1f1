package dev.jbuild.engine.git;

import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The commits that names stand for: from the lock of a project, else from their repository. */
public final class CommitPins {
    private final Path project;
    private final Turns turns;
    private final LockUse use;
    private final Map<String, String> environment;

    /**
     * @param environment as {@link Remotes} takes it; those are not made for what is pinned, as
     *     they bring all of JGit
     */
    public CommitPins(Path project, Turns turns, LockUse use, Map<String, String> environment) {
        this.project = project;
        this.turns = turns;
        this.use = use;
        this.environment = Map.copyOf(environment);
    }

    /** What the lock says; nobody is asked. */
    public Optional<String> known(GitRef at) throws BuildException {
        return at.isFixed() ? Optional.of(at.ref()) : LockFile.read(project).commit(at);
    }

    /**
     * What the name is pinned to. It is in the lock when this returns.
     *
     * @throws UserMistake also when it is not, and the lock may not be extended
     */
    public String pin(GitRef at) throws BuildException, InterruptedException, IOException {
        Optional<String> known = known(at);
        if (known.isPresent()) {
            return known.get();
        }
        if (use != LockUse.EXTEND) {
            throw new UserMistake(notLocked(at, use == LockUse.OFFLINE ? "--offline" : "--locked"));
        }
        // One process after the other, so that each finds what the one before has written.
        try (Turns.Turn _ = turns.take(LockFile.turn(project))) {
            LockFile lock = LockFile.read(project);
            Optional<String> meanwhile = lock.commit(at);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            String commit = new Remotes(environment).commit(at);
            lock.with(at, commit).write(project);
            return commit;
        }
    }

    /**
     * The mistake that the lock does not have a name.
     *
     * @param option that forbids to add it
     */
    public static Diagnostic notLocked(GitRef at, String option) {
        return Diagnostic.of(
                "not-locked",
                "`" + at + "` is not in `" + LockFile.NAME + "`",
                "run `jbuild lock` without " + option + " and commit the file");
    }

    /** Looks up anew what the name stands for, whatever the lock says of it. */
    public String renew(GitRef at) throws BuildException, InterruptedException, IOException {
        try (Turns.Turn _ = turns.take(LockFile.turn(project))) {
            LockFile before = LockFile.read(project);
            String commit = new Remotes(environment).commit(at);
            LockFile after = before.with(at, commit);
            if (!after.equals(before)) {
                after.write(project);
            }
            return commit;
        }
    }
}
