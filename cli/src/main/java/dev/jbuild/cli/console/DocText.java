package dev.jbuild.cli.console;

import static java.util.stream.Collectors.joining;

import dev.jbuild.engine.image.Sizes;
import dev.jbuild.model.ArgumentInfo;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetDoc;

import java.util.ArrayList;
import java.util.List;

/** What targets are for, what they take and what they deliver. */
final class DocText {
    private DocText() {}

    static List<String> of(List<TargetDoc> targets) {
        List<String> lines = new ArrayList<>();
        for (TargetDoc target : targets) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(of(target));
        }
        return lines;
    }

    private static List<String> of(TargetDoc target) {
        List<String> lines = new ArrayList<>();
        lines.add(target.target().toString());
        if (!target.doc().isEmpty()) {
            target.doc()
                    .strip()
                    .lines()
                    .forEach(line -> lines.add("  " + PrintableText.firstLine(line)));
        }
        lines.add(
                "platform: "
                        + target.platform()
                        + (target.runsOn().equals(target.platform())
                                ? ""
                                : ", made on " + target.runsOn()));
        section(lines, "arguments", target.arguments().stream().map(DocText::argument).toList());
        section(lines, "results", target.results().stream().map(DocText::result).toList());
        return lines;
    }

    private static void section(List<String> lines, String title, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            lines.add(title);
            Columns.align(rows).forEach(row -> lines.add("  " + row));
        }
    }

    private static List<String> argument(ArgumentInfo argument) {
        String choices =
                argument.choices().isEmpty()
                        ? ""
                        : "one of " + String.join(", ", argument.choices());
        String fallback =
                argument.required()
                        ? "required"
                        : argument.fallback().map(value -> "default `" + value + "`").orElse("");
        return List.of(
                argument.name(),
                List.of(fallback, choices).stream()
                        .filter(text -> !text.isEmpty())
                        .collect(joining(", ")),
                PrintableText.firstLine(argument.doc()));
    }

    private static List<String> result(Step step) {
        return switch (step) {
            case Step.Artifact artifact ->
                    List.of(
                            "artifact",
                            artifact.path(),
                            artifact.saveAs().map(path -> "delivered as " + path).orElse(""));
            case Step.Cdn cdn ->
                    List.of(
                            "release",
                            cdn.path(),
                            "published to "
                                    + switch (cdn.release().origin()) {
                                        case CdnRelease.Origin.Folder(String path) -> path;
                                        case CdnRelease.Origin.Bucket(String address) ->
                                                address.replaceFirst("\\?.*", "") + " with --push";
                                    });
            case Step.DeployFile file ->
                    List.of("file", file.path(), file.content().isKnown() ? "" : "with --push");
            case Step.Image image ->
                    List.of(
                            "image",
                            image.names().stream().map(Names::of).collect(joining(", ")),
                            image(image.options()));
            default -> throw new IllegalArgumentException("no result: " + step);
        };
    }

    private static String image(ImageOptions options) {
        List<String> remarks = new ArrayList<>();
        if (options.push()) {
            remarks.add("pushed with --push");
        }
        options.saveAs().ifPresent(path -> remarks.add("written to " + path));
        options.maxSize().ifPresent(size -> remarks.add("at most " + Sizes.text(size.bytes())));
        return String.join(", ", remarks);
    }
}
