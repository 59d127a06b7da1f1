package dev.jbuild.cli.command;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.model.RecipeId;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Of the events of a build, those that another one like it would have. One event at a time. */
final class Transcript implements Consumer<BuildEvent> {
    private List<RecipeId> nodes = List.of();
    private final List<BuildEvent.Delivered> delivered = new ArrayList<>();

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Planned planned) {
            nodes = planned.nodes();
        } else if (event instanceof BuildEvent.Delivered delivery) {
            delivered.add(delivery);
        }
    }

    List<RecipeId> nodes() {
        return nodes;
    }

    List<BuildEvent.Delivered> delivered() {
        return List.copyOf(delivered);
    }
}
