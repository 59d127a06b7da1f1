package dev.jbuild.cli.console;

import dev.jbuild.engine.event.BuildEvent;

import java.io.PrintStream;

/** Shows a build as a log: one line per event. */
final class PlainDisplay implements Display {
    private final PrintStream out;
    private final Style style;

    /** Events arrive one at a time, on changing threads. */
    private volatile Labels labels = Labels.NONE;

    PlainDisplay(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public void show(BuildEvent event) {
        if (event instanceof BuildEvent.Planned planned) {
            labels = Labels.of(planned.nodes());
        }
        out.println(EventText.of(event, labels, style));
    }

    @Override
    public void pause() {
        out.flush();
    }

    @Override
    public void resume() {
        // The next event is the next line.
    }

    @Override
    public void close() {
        out.flush();
    }
}
