package dev.jbuild.engine.plan;

import static java.util.stream.Collectors.joining;

import dev.jbuild.model.LateText;
import dev.jbuild.model.LateText.ImageChoice;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the files that say what was delivered, with the images that they name. */
final class DeployFiles {
    private final List<Output.Image> images;

    private DeployFiles(List<Output.Image> images) {
        this.images = images;
    }

    /**
     * Collects them.
     *
     * @param images all that are delivered
     */
    static List<Output.Deploy> of(List<Recipe> delivering, List<Output.Image> images)
            throws UserMistake {
        DeployFiles files = new DeployFiles(images);
        Map<String, Output.Deploy> found = new LinkedHashMap<>();
        for (Recipe recipe : delivering) {
            for (Step step : recipe.steps()) {
                if (step instanceof Step.DeployFile file) {
                    files.add(recipe, file, found);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** A target that is delivered for several platforms may well say the same for each. */
    private void add(Recipe recipe, Step.DeployFile file, Map<String, Output.Deploy> found)
            throws UserMistake {
        String destination = Outputs.inProject(recipe, file.path());
        List<Output.Image> named = new ArrayList<>();
        for (LateText.Part.Image part : file.content().images()) {
            named.add(image(part));
        }
        Output.Deploy output =
                new Output.Deploy(recipe.id(), destination, file.content(), named, file.span());
        Output.Deploy earlier = found.putIfAbsent(destination, output);
        if (earlier != null && !earlier.content().equals(output.content())) {
            throw Places.twice(
                    "`" + destination + "`",
                    new Places.Claim(earlier.recipe(), earlier.span()),
                    new Places.Claim(recipe.id(), file.span()));
        }
    }

    private Output.Image image(LateText.Part.Image part) throws UserMistake {
        ImageChoice choice = part.choice();
        List<Output.Image> ofTarget =
                images.stream()
                        .filter(image -> image.allNodes().stream().anyMatch(id -> is(id, choice)))
                        .toList();
        if (ofTarget.isEmpty()) {
            throw mistake(
                    part,
                    "no-such-image",
                    "`" + choice.target() + "` delivers no image in this build",
                    "make it part of this one: `build '" + choice.target() + "'`" + instead());
        }
        Output.Image image =
                ofTarget.stream()
                        .filter(each -> choice.name().stream().allMatch(each.name()::equals))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        mistake(
                                                part,
                                                "no-such-image",
                                                "`%s` has no image `%s`"
                                                        .formatted(
                                                                choice.target(),
                                                                choice.name().orElseThrow()),
                                                "its images: " + names(ofTarget)));
        if (choice.platform().isPresent() && !image.nodes().containsKey(choice.platform().get())) {
            throw mistake(
                    part,
                    "no-such-image",
                    "`%s` is not built for %s".formatted(image.name(), choice.platform().get()),
                    "it is built for "
                            + image.nodes().keySet().stream()
                                    .map(Object::toString)
                                    .collect(joining(", ")));
        }
        if (!image.push()) {
            throw mistake(
                    part,
                    "image-not-pushed",
                    "`" + image.name() + "` is never pushed, so there is nothing to deploy",
                    "write `push: true` behind its name");
        }
        return image;
    }

    private static boolean is(RecipeId id, ImageChoice choice) {
        return id.target().equals(choice.target()) && id.arguments().equals(choice.arguments());
    }

    private String instead() {
        return images.isEmpty() ? "" : "; images of this build: " + names(images);
    }

    private static String names(List<Output.Image> images) {
        return images.stream().map(image -> "`" + image.name() + "`").collect(joining(", "));
    }

    private static UserMistake mistake(
            LateText.Part.Image part, String code, String message, String hint) {
        return new UserMistake(Diagnostic.at(part.span(), code, message, hint));
    }
}
