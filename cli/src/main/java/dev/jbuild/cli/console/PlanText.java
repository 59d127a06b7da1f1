package dev.jbuild.cli.console;

import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A plan: its nodes, each with a number by which later ones name it as what they wait for, and what
 * is delivered in the end.
 */
final class PlanText {
    private final Explanation explanation;
    private final Plan plan;
    private final Map<RecipeId, Integer> numbers = new HashMap<>();

    private PlanText(Explanation explanation) {
        this.explanation = explanation;
        this.plan = explanation.plan();
        plan.nodes().keySet().forEach(id -> numbers.put(id, numbers.size() + 1));
    }

    static List<String> of(Explanation explanation) {
        return new PlanText(explanation).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        long due =
                explanation.nodes().values().stream()
                        .filter(Verdict.Solve.class::isInstance)
                        .count();
        lines.add("plan: " + Names.count(plan.nodes().size(), "node") + ", " + due + " to build");
        List<List<String>> nodes = new ArrayList<>();
        plan.nodes().values().forEach(node -> nodes.add(row(node)));
        Columns.align(nodes).forEach(line -> lines.add("  " + line));
        if (!plan.outputs().isEmpty()) {
            lines.add("delivers");
            List<List<String>> outputs = plan.outputs().stream().map(this::row).toList();
            Columns.align(outputs).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private List<String> row(PlanNode node) {
        int width = String.valueOf(numbers.size()).length();
        return List.of(
                String.format("%" + width + "d", numbers.get(node.id())),
                node.id().toString(),
                Names.count(node.recipe().steps().size(), "step"),
                remarks(node),
                VerdictText.of(verdict(node.id())));
    }

    private Verdict verdict(RecipeId node) {
        return Objects.requireNonNull(explanation.nodes().get(node));
    }

    private String remarks(PlanNode node) {
        List<String> remarks = new ArrayList<>();
        Platform runsOn = node.recipe().runsOn();
        if (!runsOn.equals(node.id().platform())) {
            remarks.add("on " + runsOn);
        }
        if (explanation.placement().isSpread()) {
            remarks.add(explanation.placement().of(node.id()).where());
        }
        if (!node.uses().isEmpty()) {
            remarks.add(
                    "after "
                            + node.uses().stream()
                                    .map(used -> String.valueOf(numbers.get(used)))
                                    .collect(Collectors.joining(", ")));
        }
        return String.join(", ", remarks);
    }

    private List<String> row(Output output) {
        List<String> row = new ArrayList<>(what(output));
        Reason missing = explanation.outputs().get(output);
        row.add(missing == null ? "" : "again: " + PrintableText.firstLine(missing.text()));
        return row;
    }

    private static List<String> what(Output output) {
        return switch (output) {
            case Output.Files files ->
                    List.of(files.destination(), "files", files.node().toString());
            case Output.Cdn cdn ->
                    List.of(origin(cdn.release().origin()), "release", cdn.node().toString());
            case Output.Deploy file ->
                    List.of(
                            file.destination(),
                            file.content().isKnown() ? "file" : "file, written with --push",
                            file.recipe().toString());
            case Output.Archive archive ->
                    List.of(
                            archive.destination(),
                            "archive of an image",
                            archive.nodes().values().stream()
                                    .map(RecipeId::toString)
                                    .collect(Collectors.joining(", ")));
            case Output.Image image ->
                    List.of(
                            Names.of(image.name()),
                            image.push() ? "image, pushed with --push" : "image",
                            image.nodes().values().stream()
                                    .map(RecipeId::toString)
                                    .collect(Collectors.joining(", ")));
        };
    }

    private static String origin(CdnRelease.Origin origin) {
        return switch (origin) {
            case CdnRelease.Origin.Folder(String path) -> path;
            case CdnRelease.Origin.Bucket(String address) -> address;
        };
    }
}
