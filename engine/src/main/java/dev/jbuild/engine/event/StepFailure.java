package dev.jbuild.engine.event;

import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;

import java.util.List;
import java.util.OptionalInt;

/**
 * A step that failed.
 *
 * @param span where the step is written
 * @param command the step as a person would type it
 * @param exitCode of the process, absent when the step is not a process or never started
 * @param message what the engine says of it
 * @param output the last lines that the step printed, oldest first
 */
public record StepFailure(
        RecipeId node,
        SourceSpan span,
        String command,
        OptionalInt exitCode,
        String message,
        List<String> output) {
    public StepFailure {
        output = List.copyOf(output);
    }
}
