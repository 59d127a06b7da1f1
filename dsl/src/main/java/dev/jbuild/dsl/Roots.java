package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Meter;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Where the build files of an evaluation are: the project, and other repositories once used. */
final class Roots {
    private final Path project;
    private final Repositories repositories;
    private final Meter meter;
    private final SortedMap<GitRef, Checkout> checkouts = new TreeMap<>();
    private final Map<GitRef, UserMistake> refused = new HashMap<>();

    Roots(Path project, Repositories repositories, Meter meter) {
        this.project = project;
        this.repositories = repositories;
        this.meter = meter;
    }

    /** The repositories that were asked for. */
    SortedMap<GitRef, Checkout> checkouts() {
        return Collections.unmodifiableSortedMap(checkouts);
    }

    /**
     * The root of the project or of the repository that a folder is in.
     *
     * @throws UserMistake when there is no such repository; without a place
     */
    Path of(Folder folder) throws UserMistake, EnvironmentFailure {
        return folder.isElsewhere() ? checkout(folder.repository().orElseThrow()).root() : project;
    }

    Checkout checkout(GitRef at) throws UserMistake, EnvironmentFailure {
        Checkout known = checkouts.get(at);
        if (known != null) {
            return known;
        }
        UserMistake before = refused.get(at);
        if (before != null) {
            throw before;
        }
        try {
            Checkout fetched = fetch(at);
            checkouts.put(at, fetched);
            return fetched;
        } catch (UserMistake mistake) {
            refused.put(at, mistake);
            throw mistake;
        }
    }

    /** On a thread of its own, whose work is not that of a build file. */
    private Checkout fetch(GitRef at) throws UserMistake, EnvironmentFailure {
        FutureTask<Checkout> task = new FutureTask<>(() -> repositories.checkout(at));
        Thread.ofPlatform().daemon().name("checkout").start(task);
        meter.leave();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UserMistake mistake -> throw mistake;
                case EnvironmentFailure failure -> throw failure;
                case Error error -> throw error;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an evaluation", e);
        } finally {
            meter.comeBack();
        }
    }
}
