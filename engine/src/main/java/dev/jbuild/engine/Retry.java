package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.limit.Pauses;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Does again what failed for a reason that passes: a connection that broke, an engine that restarts
 * or has lost track, a registry that has too much to do. Only for work that may be done twice.
 */
final class Retry {
    private final Consumer<BuildEvent> events;
    private final BooleanSupplier answered;
    private final Connections connections;
    private final List<Duration> pauses;

    /**
     * @param answered whether the engine has ever answered: one that has not is not there
     * @param connections what the work uses; each attempt uses other ones
     */
    Retry(Consumer<BuildEvent> events, BooleanSupplier answered, Connections connections) {
        this(events, answered, connections, Pauses.USUAL);
    }

    Retry(
            Consumer<BuildEvent> events,
            BooleanSupplier answered,
            Connections connections,
            List<Duration> pauses) {
        this.events = events;
        this.answered = answered;
        this.connections = connections;
        this.pauses = List.copyOf(pauses);
    }

    /** Something that can be done again. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws BuildException, BuildkitException, InterruptedException;
    }

    /** Does work, and after each pause again; says so each time. */
    <T> T run(Work<T> work) throws BuildException, BuildkitException, InterruptedException {
        for (Duration pause : pauses) {
            int used = connections.generation();
            try {
                return work.run();
            } catch (BuildkitException.PassingError | BuildkitException.Unreachable e) {
                say(e, pause);
            } catch (EnvironmentFailure e) {
                if (!passes(e)) {
                    throw e;
                }
                say(e, pause);
            }
            Thread.sleep(pause);
            connections.renew(used);
        }
        return work.run();
    }

    private boolean passes(EnvironmentFailure failure) {
        return Presence.UNREACHABLE.contains(failure.code())
                ? answered.getAsBoolean()
                : Failures.PASSING.contains(failure.code());
    }

    private void say(Exception failure, Duration pause) {
        events.accept(
                new BuildEvent.Notice(Pauses.told(String.valueOf(failure.getMessage()), pause)));
    }
}
