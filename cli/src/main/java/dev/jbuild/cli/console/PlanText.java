package dev.jbuild.cli.console;

import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.PlanNode;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan: its nodes, each with a number by which later ones name it as what they wait for, and what
 * is delivered in the end.
 */
final class PlanText {
    private final Plan plan;
    private final Map<RecipeId, Integer> numbers = new HashMap<>();

    private PlanText(Plan plan) {
        this.plan = plan;
        plan.nodes().keySet().forEach(id -> numbers.put(id, numbers.size() + 1));
    }

    static List<String> of(Plan plan) {
        return new PlanText(plan).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("plan: " + Names.count(plan.nodes().size(), "node"));
        List<List<String>> nodes = new ArrayList<>();
        plan.nodes().values().forEach(node -> nodes.add(row(node)));
        Columns.align(nodes).forEach(line -> lines.add("  " + line));
        if (!plan.outputs().isEmpty()) {
            lines.add("delivers");
            List<List<String>> outputs = plan.outputs().stream().map(PlanText::row).toList();
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
                remarks(node));
    }

    private String remarks(PlanNode node) {
        List<String> remarks = new ArrayList<>();
        Platform runsOn = node.recipe().runsOn();
        if (!runsOn.equals(node.id().platform())) {
            remarks.add("on " + runsOn);
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

    private static List<String> row(Output output) {
        return switch (output) {
            case Output.Files files ->
                    List.of(files.destination(), "files", files.node().toString());
            case Output.Cdn cdn ->
                    List.of(origin(cdn.release().origin()), "release", cdn.node().toString());
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
