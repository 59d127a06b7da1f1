package dev.jbuild.cli.console;

import static java.util.stream.Collectors.joining;

import dev.jbuild.model.Platform;
import dev.jbuild.model.TargetInfo;

import java.util.List;

/** The targets of a project: the platforms they are for, and the first line of what they do. */
final class TargetTable {
    private TargetTable() {}

    static List<String> of(List<TargetInfo> targets) {
        return Columns.align(
                targets.stream()
                        .map(
                                target ->
                                        List.of(
                                                target.target().toString(),
                                                platforms(target.platforms()),
                                                PrintableText.firstLine(target.doc())))
                        .toList());
    }

    private static String platforms(List<Platform> chosen) {
        return chosen.isEmpty()
                ? "any"
                : chosen.stream().map(Platform::toString).collect(joining(", "));
    }
}
