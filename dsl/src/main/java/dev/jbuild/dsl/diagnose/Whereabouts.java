package dev.jbuild.dsl.diagnose;

import dev.jbuild.model.SourceSpan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an evaluation is.
 *
 * @param sources the build file that runs, and those that it has functions of
 * @param last the one that a statement was last known to be in
 * @param line the line of that statement
 */
public record Whereabouts(List<SourceText> sources, SourceText last, int line) {
    public Whereabouts {
        sources = List.copyOf(sources);
    }

    /** A line of a build file. */
    record Line(SourceText source, SourceSpan span) {}

    SourceText running() {
        return sources.getFirst();
    }

    /** The innermost line of a build file; the last that is known where there is none. */
    Line line(StackTraceElement[] trace) {
        return inTrace(trace).orElseGet(() -> new Line(last, last.wholeLine(line)));
    }

    /** Java keeps a thousand lines of a trace, and none when memory is scarce. */
    Optional<Line> inTrace(StackTraceElement[] trace) {
        Map<String, SourceText> byName = new HashMap<>();
        sources.forEach(source -> byName.put(source.stackName(), source));
        for (StackTraceElement frame : trace) {
            SourceText source = byName.get(String.valueOf(frame.getFileName()));
            if (source != null && frame.getLineNumber() > 0) {
                return Optional.of(new Line(source, source.wholeLine(frame.getLineNumber())));
            }
        }
        return Optional.empty();
    }

    boolean has(String stackName) {
        return sources.stream().anyMatch(source -> source.stackName().equals(stackName));
    }
}
