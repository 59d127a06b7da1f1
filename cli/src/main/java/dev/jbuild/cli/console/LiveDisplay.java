package dev.jbuild.cli.console;

import dev.jbuild.engine.event.BuildEvent;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a build on a terminal: what is running at the bottom, what is finished above it.
 *
 * <p>Events only change the view; a thread of its own draws it ten times a second. So a step that
 * prints a million lines is not slowed down by the terminal, and the lock is held for moments.
 */
final class LiveDisplay implements Display {
    private static final long PERIOD_MILLIS = 100;

    private final LiveRegion region;
    private final Style style;
    private final InstantSource clock;
    private final Supplier<TerminalSize> size;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread painter;

    /** Held while something is drawn; {@link #lock} may be taken under it. */
    private final Object drawing = new Object();

    private boolean paused;

    private final Object lock = new Object();

    private BuildView view;

    private List<String> above = new ArrayList<>();

    LiveDisplay(LiveRegion region, Style style, InstantSource clock, Supplier<TerminalSize> size) {
        this.region = region;
        this.style = style;
        this.clock = clock;
        this.size = size;
        this.view = BuildView.startingAt(clock.instant());
        this.painter = Thread.ofPlatform().daemon().name("display").unstarted(this::paint);
    }

    LiveDisplay start() {
        painter.start();
        return this;
    }

    @Override
    public void show(BuildEvent event) {
        synchronized (lock) {
            view = view.after(event, clock.instant());
            if (outlivesTheRegion(event)) {
                above.add(EventText.of(event, view.labels(), style));
            }
        }
    }

    private static boolean outlivesTheRegion(BuildEvent event) {
        return switch (event) {
            case BuildEvent.NodeFinished _, BuildEvent.Delivered _, BuildEvent.Notice _ -> true;
            case BuildEvent.Planned _,
                    BuildEvent.EngineReady _,
                    BuildEvent.NodeStarted _,
                    BuildEvent.StepStarted _,
                    BuildEvent.StepFinished _,
                    BuildEvent.StepOutput _ ->
                    false;
        };
    }

    @Override
    public void pause() {
        synchronized (drawing) {
            paused = true;
            region.close(takeAbove());
        }
    }

    @Override
    public void resume() {
        synchronized (drawing) {
            paused = false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (painter.isAlive()) {
            try {
                painter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        region.close(takeAbove());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        try {
            while (!closing.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                synchronized (drawing) {
                    if (!paused) {
                        List<String> lines = takeAbove();
                        region.draw(lines, Frame.of(view(), clock.instant(), size.get(), style));
                    }
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, the display stands still.
            Thread.currentThread().interrupt();
        }
    }

    private BuildView view() {
        synchronized (lock) {
            return view;
        }
    }

    private List<String> takeAbove() {
        synchronized (lock) {
            List<String> lines = above;
            above = new ArrayList<>();
            return lines;
        }
    }
}
