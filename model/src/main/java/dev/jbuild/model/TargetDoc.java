package dev.jbuild.model;

import java.util.List;

/**
 * What somebody who uses a target wants to know.
 *
 * @param doc empty when the build file does not say
 * @param platform of the result
 * @param runsOn the platform that its steps run on
 * @param arguments those of its build file, then its own
 * @param results its artifacts, releases and images
 */
public record TargetDoc(
        TargetRef target,
        String doc,
        Platform platform,
        Platform runsOn,
        List<ArgumentInfo> arguments,
        List<Step> results) {
    public TargetDoc {
        arguments = List.copyOf(arguments);
        results = List.copyOf(results);
    }
}
