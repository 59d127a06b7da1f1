package dev.jbuild.engine.lock;

import dev.jbuild.cache.turn.Turns;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What names of one kind stand for: from the lock of a project, else from whoever knows, and then
 * for the lock.
 *
 * @param <N> a name
 * @param <V> what it stands for
 */
public final class Pins<N, V> {
    private final Path project;
    private final Turns turns;
    private final LockUse use;
    private final Kind<N, V> kind;

    public Pins(Path project, Turns turns, LockUse use, Kind<N, V> kind) {
        this.project = project;
        this.turns = turns;
        this.use = use;
        this.kind = kind;
    }

    /** A kind of names. */
    public interface Kind<N, V> {
        /** What a lock says. */
        Optional<V> in(LockFile lock, N name);

        /** A lock that says so. */
        LockFile put(LockFile lock, N name, V value);

        /** What the name stands for at present. */
        V ask(N name) throws BuildException, InterruptedException, IOException;
    }

    /** What a lock says. */
    public Optional<V> in(LockFile lock, N name) {
        return kind.in(lock, name);
    }

    /** What the lock of the project says; nobody is asked. */
    public Optional<V> known(N name) throws BuildException {
        return kind.in(LockFile.read(project), name);
    }

    /**
     * What the name is pinned to. It is in the lock when this returns.
     *
     * @throws UserMistake also when it is not, and the lock may not be extended
     */
    public V pin(N name) throws BuildException, InterruptedException, IOException {
        Optional<V> known = known(name);
        if (known.isPresent()) {
            return known.get();
        }
        if (use != LockUse.EXTEND) {
            throw new UserMistake(notLocked(name));
        }
        // One process after the other, so that each finds what the one before has written.
        try (Turns.Turn _ = turns.take(LockFile.turn(project))) {
            LockFile lock = LockFile.read(project);
            Optional<V> meanwhile = kind.in(lock, name);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            V value = kind.ask(name);
            kind.put(lock, name, value).write(project);
            return value;
        }
    }

    /** Looks up anew what the name stands for, whatever the lock says of it. */
    public V renew(N name) throws BuildException, InterruptedException, IOException {
        try (Turns.Turn _ = turns.take(LockFile.turn(project))) {
            LockFile before = LockFile.read(project);
            V value = kind.ask(name);
            LockFile after = kind.put(before, name, value);
            if (!after.equals(before)) {
                after.write(project);
            }
            return value;
        }
    }

    /** The mistake that the lock does not have a name, where it may not be added. */
    public static Diagnostic notLocked(Object name) {
        return Diagnostic.of(
                "not-locked",
                "`" + name + "` is not in `" + LockFile.NAME + "`",
                "run `jbuild lock` and commit the file");
    }
}
