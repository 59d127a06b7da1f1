package dev.jbuild.dsl.script;

import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a target does for one platform and one set of arguments.
 *
 * @param platform the platform of the result, which the target may have chosen itself
 * @param runsOn the platform that its steps run on
 * @param chosen the platforms that the target names, for itself or for what it builds
 * @param steps the steps; the recipes in them are as asked for, and may turn out to be one
 * @param callers of steps that are written in a function or the like, by index: the places that led
 *     there, innermost first
 * @param references the same recipes, with what is needed to tell a mistake in one
 * @param arguments the arguments that the target itself declares, by name
 */
public record EvaluatedTarget(
        Platform platform,
        Platform runsOn,
        String doc,
        List<Platform> chosen,
        List<Step> steps,
        SortedMap<Integer, List<SourceSpan>> callers,
        List<Reference> references,
        SequencedMap<String, ArgumentInfo> arguments) {
    public EvaluatedTarget {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
        chosen = List.copyOf(chosen);
        steps = List.copyOf(steps);
        callers = Collections.unmodifiableSortedMap(new TreeMap<>(callers));
        references = List.copyOf(references);
    }
}
