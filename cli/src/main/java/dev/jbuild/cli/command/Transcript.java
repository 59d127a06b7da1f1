package dev.jbuild.cli.command;

import dev.jbuild.engine.event.BuildEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a build has delivered, as another one like it would. One event at a time. */
final class Transcript implements Consumer<BuildEvent> {
    private final List<BuildEvent.Delivered> delivered = new ArrayList<>();

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Delivered delivery) {
            delivered.add(delivery);
        }
    }

    List<BuildEvent.Delivered> delivered() {
        return List.copyOf(delivered);
    }
}
