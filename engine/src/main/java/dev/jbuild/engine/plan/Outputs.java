package dev.jbuild.engine.plan;

import dev.jbuild.engine.plan.Places.Claim;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Folder;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what recipes deliver; the platforms of one image name become one output. */
final class Outputs {
    private static final String ROOT = ".";

    /** By their places, of which a slash at the end makes no other. */
    private final Map<String, List<Output.Files>> files = new LinkedHashMap<>();

    private final Map<String, Output.Cdn> releases = new LinkedHashMap<>();
    private final Map<ImageName, Output.Image> images = new LinkedHashMap<>();

    /** The names of the image in each archive, by where that goes. */
    private final Map<String, List<ImageName>> archives = new LinkedHashMap<>();

    private final Places places = new Places();

    private Outputs() {}

    static List<Output> of(List<Recipe> delivering) throws UserMistake {
        Outputs outputs = new Outputs();
        for (Recipe recipe : delivering) {
            boolean elsewhere = recipe.id().target().folder().isElsewhere();
            for (Step step : recipe.steps()) {
                if (elsewhere && isOnDisk(step)) {
                    continue;
                }
                if (step instanceof Step.Artifact artifact && artifact.saveAs().isPresent()) {
                    outputs.addFiles(recipe, artifact, artifact.saveAs().get());
                } else if (step instanceof Step.Cdn cdn) {
                    outputs.addRelease(recipe, cdn);
                } else if (step instanceof Step.Image image) {
                    for (ImageName name : image.names()) {
                        outputs.addImage(recipe, image, name);
                    }
                    if (!elsewhere && image.options().saveAs().isPresent()) {
                        outputs.addArchive(recipe, image, image.options().saveAs().get());
                    }
                }
            }
        }
        List<Output> all = new ArrayList<>(outputs.outerFirst());
        all.addAll(outputs.releases.values());
        all.addAll(outputs.images.values());
        outputs.archives.forEach((place, names) -> all.add(outputs.archive(place, names)));
        List<Recipe> own =
                delivering.stream()
                        .filter(recipe -> !recipe.id().target().folder().isElsewhere())
                        .toList();
        for (Output.Deploy file : DeployFiles.of(own, List.copyOf(outputs.images.values()))) {
            outputs.places.claim(place(file.destination()), new Claim(file.recipe(), file.span()));
            all.add(file);
        }
        return all;
    }

    /**
     * Folders before what is delivered into them: of a folder, what was part of it and is not any
     * more is removed, and may be what another output puts there.
     */
    private Collection<Output.Files> outerFirst() {
        Set<Output.Files> ordered = new LinkedHashSet<>();
        files.forEach(
                (place, inner) -> {
                    for (String above : above(place)) {
                        ordered.addAll(files.getOrDefault(above, List.of()));
                    }
                    ordered.addAll(inner);
                });
        return ordered;
    }

    /** The folders that a place is in, from the root. */
    private static List<String> above(String place) {
        if (place.equals(ROOT)) {
            return List.of();
        }
        List<String> above = new ArrayList<>(List.of(ROOT));
        for (int slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            above.add(place.substring(0, slash));
        }
        return above;
    }

    /** A slash at the end makes no other place. */
    private static String place(String destination) {
        return destination.endsWith("/")
                ? destination.substring(0, destination.length() - 1)
                : destination;
    }

    /**
     * Whether a step delivers what a target of another repository may not: files of the project, or
     * a release, are for the project to deliver.
     */
    private static boolean isOnDisk(Step step) {
        return step instanceof Step.Cdn
                || step instanceof Step.DeployFile
                || (step instanceof Step.Artifact artifact && artifact.saveAs().isPresent());
    }

    /** The steps that would deliver something if their target were one of the project. */
    static List<Step> withheld(List<Recipe> delivering) {
        return delivering.stream()
                .filter(recipe -> recipe.id().target().folder().isElsewhere())
                .flatMap(recipe -> recipe.steps().stream())
                .filter(Outputs::isOnDisk)
                .toList();
    }

    private void addFiles(Recipe recipe, Step.Artifact artifact, String saveAs) throws UserMistake {
        String destination = inProject(recipe, saveAs);
        requirePattern(artifact.path(), artifact.span());
        places.claim(
                place(destination),
                new Claim(recipe.id(), artifact.span(), nameInFolder(artifact, destination)));
        files.computeIfAbsent(place(destination), _ -> new ArrayList<>())
                .add(
                        new Output.Files(
                                recipe.id(),
                                artifact.path(),
                                destination,
                                artifact.always(),
                                artifact.span()));
    }

    /** A single file takes its own name into a folder that is named with a slash at its end. */
    private static Optional<String> nameInFolder(Step.Artifact artifact, String destination) {
        String path = place(artifact.path());
        return destination.endsWith("/") && ArtifactPath.pattern(path).isEmpty()
                ? Optional.of(path.substring(path.lastIndexOf('/') + 1))
                : Optional.empty();
    }

    private static void requirePattern(String artifact, SourceSpan span) throws UserMistake {
        try {
            ArtifactPath.pattern(artifact);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.at(
                            span,
                            "bad-pattern",
                            String.valueOf(e.getMessage()),
                            "patterns use *, ?, ** and [..]"));
        }
    }

    private void addRelease(Recipe recipe, Step.Cdn cdn) throws UserMistake {
        requirePattern(cdn.path(), cdn.span());
        Folder folder = recipe.id().target().folder();
        Claim claim = new Claim(recipe.id(), cdn.span());
        String origin =
                switch (cdn.release().origin()) {
                    case CdnRelease.Origin.Folder(String path) -> {
                        places.claim(place(inProject(recipe, path)), claim);
                        yield inProject(recipe, path);
                    }
                    case CdnRelease.Origin.Bucket(String address) -> address;
                };
        Output.Cdn output =
                new Output.Cdn(recipe.id(), cdn.path(), cdn.release(), folder.path(), cdn.span());
        Output.Cdn earlier = releases.putIfAbsent(origin, output);
        if (earlier != null) {
            throw Places.twice(
                    "`" + origin + "`", new Claim(earlier.node(), earlier.span()), claim);
        }
    }

    private void addImage(Recipe recipe, Step.Image image, ImageName name) throws UserMistake {
        Output.Image earlier = images.get(name);
        SortedMap<Platform, RecipeId> nodes =
                new TreeMap<>(earlier == null ? Map.of() : earlier.nodes());
        RecipeId other = nodes.putIfAbsent(recipe.id().platform(), recipe.id());
        if (earlier != null && other != null) {
            throw Places.twice(
                    "image `" + name + "`",
                    new Claim(other, earlier.span()),
                    new Claim(recipe.id(), image.span()));
        }
        if (earlier != null && !earlier.options().equals(image.options())) {
            throw new UserMistake(
                    Diagnostic.at(
                            image.span(),
                            "image-options",
                            "image `" + name + "` has other options elsewhere",
                            "the platforms of an image are one image: give each the same options"));
        }
        images.put(name, new Output.Image(name, image.options(), nodes, image.span()));
    }

    /** The platforms of one image go into one archive. */
    private void addArchive(Recipe recipe, Step.Image image, String saveAs) throws UserMistake {
        String destination = inProject(recipe, saveAs);
        List<ImageName> names = archives.putIfAbsent(destination, image.names());
        if (names == null || !names.equals(image.names())) {
            places.claim(place(destination), new Claim(recipe.id(), image.span()));
        }
    }

    private Output.Archive archive(String destination, List<ImageName> names) {
        return new Output.Archive(
                names, destination, Objects.requireNonNull(images.get(names.getFirst())));
    }

    /** A path relative to the project's root, without detours. */
    static String inProject(Recipe recipe, String path) {
        String inside = recipe.id().target().folder().inside(path).orElseThrow();
        String straight = inside.isEmpty() ? ROOT : inside;
        // A slash at the end says that it is a folder.
        return path.endsWith("/") ? straight + "/" : straight;
    }
}
