package dev.jbuild.engine.event;

import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A step that failed.
 *
 * @param span where the step is written
 * @param callers the places that led there, innermost first, where it is written in a function or
 *     the like
 * @param command the step as a person would type it
 * @param exitCode of the process, absent when the step is not a process or never started
 * @param message what the engine says of it
 * @param output the lines that the step printed, oldest first
 * @param cure what to do about it, where that is known
 * @param isOutside whether something around the build is missing, and not the step wrong
 */
public record StepFailure(
        RecipeId node,
        SourceSpan span,
        List<SourceSpan> callers,
        String command,
        OptionalInt exitCode,
        String message,
        List<String> output,
        Optional<String> cure,
        boolean isOutside) {
    private static final Pattern CUT = Pattern.compile("\\[output clipped, log limit .*reached\\]");

    public StepFailure {
        callers = List.copyOf(callers);
        output = List.copyOf(output);
    }

    /** A failure of the step itself. */
    public StepFailure(
            RecipeId node,
            SourceSpan span,
            List<SourceSpan> callers,
            String command,
            OptionalInt exitCode,
            String message,
            List<String> output,
            Optional<String> cure) {
        this(node, span, callers, command, exitCode, message, output, cure, false);
    }

    /** A failure without a cure that is known. */
    public StepFailure(
            RecipeId node,
            SourceSpan span,
            List<SourceSpan> callers,
            String command,
            OptionalInt exitCode,
            String message,
            List<String> output) {
        this(node, span, callers, command, exitCode, message, output, Optional.empty());
    }

    /** The same with something that can be done about it. */
    public StepFailure withCure(String other) {
        return new StepFailure(
                node,
                span,
                callers,
                command,
                exitCode,
                message,
                output,
                Optional.of(other),
                isOutside);
    }

    /** How it ended, in words. */
    public String ending() {
        return exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : message;
    }

    /**
     * Where the builder has cut the output short, its own words for that. It does so when a step
     * prints very much, or very fast, and nobody can ask for the rest.
     */
    public Optional<String> cut() {
        return output.stream().filter(line -> CUT.matcher(line).matches()).findFirst();
    }
}
