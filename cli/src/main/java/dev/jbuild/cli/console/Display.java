package dev.jbuild.cli.console;

import dev.jbuild.engine.event.BuildEvent;

/** Shows a build while it runs. Closing it leaves the terminal as it was found. */
public sealed interface Display extends AutoCloseable permits PlainDisplay, LiveDisplay {
    void show(BuildEvent event);

    /** Leaves the terminal to somebody else, as it was found. */
    void pause();

    /** Goes on after a pause. */
    void resume();

    @Override
    void close();
}
