package dev.jbuild.cli.console;

import dev.jbuild.model.TargetInfo;

import java.util.List;

/** The targets of a project, each with the first line of what it is for. */
final class TargetTable {
    private TargetTable() {}

    static List<String> of(List<TargetInfo> targets) {
        return Columns.align(
                targets.stream()
                        .map(
                                target ->
                                        List.of(
                                                target.target().toString(),
                                                PrintableText.firstLine(target.doc())))
                        .toList());
    }
}
