package dev.jbuild.engine;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.model.failure.BuildException;

import java.util.function.Consumer;

/** Builds projects. */
public final class Engine {
    private Engine() {}

    /**
     * Builds what is not up to date and delivers it. A failed step is part of the report; whatever
     * else keeps a build from its end is an exception.
     *
     * @param events told of everything that happens, one event at a time
     * @throws InterruptedException when the thread was interrupted; all work has then ended and
     *     nothing of the unfinished part is delivered or recorded
     */
    public static BuildReport run(BuildRequest request, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        Object turn = new Object();
        Consumer<BuildEvent> oneAtATime =
                event -> {
                    synchronized (turn) {
                        events.accept(event);
                    }
                };
        return Build.run(request, oneAtATime);
    }
}
