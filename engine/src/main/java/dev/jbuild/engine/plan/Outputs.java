package dev.jbuild.engine.plan;

import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what recipes deliver; the platforms of one image name become one output. */
final class Outputs {
    private final Map<String, Output.Files> files = new LinkedHashMap<>();
    private final Map<String, Output.Cdn> releases = new LinkedHashMap<>();
    private final Map<ImageName, Output.Image> images = new LinkedHashMap<>();

    private Outputs() {}

    static List<Output> of(List<Recipe> delivering) throws UserMistake {
        Outputs outputs = new Outputs();
        for (Recipe recipe : delivering) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.Artifact artifact && artifact.saveAs().isPresent()) {
                    outputs.addFiles(recipe, artifact, artifact.saveAs().get());
                } else if (step instanceof Step.Cdn cdn) {
                    outputs.addRelease(recipe, cdn);
                } else if (step instanceof Step.Image image) {
                    for (ImageName name : image.names()) {
                        outputs.addImage(recipe, image, name);
                    }
                }
            }
        }
        List<Output> all = new ArrayList<>(outputs.files.values());
        all.addAll(outputs.releases.values());
        all.addAll(outputs.images.values());
        all.addAll(DeployFiles.of(delivering, List.copyOf(outputs.images.values())));
        return all;
    }

    private void addFiles(Recipe recipe, Step.Artifact artifact, String saveAs) throws UserMistake {
        String folder = recipe.id().target().folder();
        String destination = folder.isEmpty() ? saveAs : folder + "/" + saveAs;
        Output.Files output =
                new Output.Files(
                        recipe.id(),
                        artifact.path(),
                        destination,
                        artifact.always(),
                        artifact.span());
        Output.Files earlier = files.putIfAbsent(destination, output);
        if (earlier != null) {
            throw twice("`" + destination + "`", earlier.node(), recipe.id(), artifact.span());
        }
    }

    private void addRelease(Recipe recipe, Step.Cdn cdn) throws UserMistake {
        String folder = recipe.id().target().folder();
        String origin =
                switch (cdn.release().origin()) {
                    case CdnRelease.Origin.Folder(String path) ->
                            folder.isEmpty() ? path : folder + "/" + path;
                    case CdnRelease.Origin.Bucket(String address) -> address;
                };
        Output.Cdn output =
                new Output.Cdn(recipe.id(), cdn.path(), cdn.release(), folder, cdn.span());
        Output.Cdn earlier = releases.putIfAbsent(origin, output);
        if (earlier != null) {
            throw twice("`" + origin + "`", earlier.node(), recipe.id(), cdn.span());
        }
    }

    private void addImage(Recipe recipe, Step.Image image, ImageName name) throws UserMistake {
        Output.Image earlier = images.get(name);
        SortedMap<Platform, RecipeId> nodes =
                new TreeMap<>(earlier == null ? Map.of() : earlier.nodes());
        RecipeId other = nodes.putIfAbsent(recipe.id().platform(), recipe.id());
        if (other != null) {
            throw twice("image `" + name + "`", other, recipe.id(), image.span());
        }
        boolean push = image.push() || (earlier != null && earlier.push());
        images.put(name, new Output.Image(name, push, nodes, image.span()));
    }

    static UserMistake twice(String place, RecipeId one, RecipeId other, SourceSpan span) {
        return new UserMistake(
                Diagnostic.at(
                        span,
                        "output-twice",
                        place + " is delivered by both `" + one + "` and `" + other + "`",
                        "give each its own place, or build only one of them"));
    }
}
