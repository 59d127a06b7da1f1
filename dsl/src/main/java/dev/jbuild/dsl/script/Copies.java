package dev.jbuild.dsl.script;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** One {@code copy} of a build file as copy steps: neighbouring files of the project are one. */
final class Copies {
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern MODE_CHANGE = Pattern.compile("[ugoa]*([-+=]([rwxXst]+|[ugo])?)+");
    private static final Pattern IDS = Pattern.compile("\\d+(:\\d+)?");
    private static final List<String> LINKS = List.of("keep", "follow");

    private Copies() {}

    static List<Step.Copy> of(Call call, List<String> sources, Options given) {
        String into =
                given.text("into")
                        .orElseThrow(
                                () ->
                                        call.mistake(
                                                "missing-option",
                                                "the option `into:` is missing",
                                                "as in `copy 'src', into: './'`"));
        Step.CopyOptions options = options(call, given);
        SortedMap<String, String> passed = given.named("args");
        Optional<String> image = given.text("from");
        if (image.isPresent()) {
            return List.of(
                    new Step.Copy(
                            new Step.CopySource.Image(
                                    image(call, image.get()), imagePaths(call, sources)),
                            into,
                            options,
                            call.span()));
        }
        if (sources.size() > 1 && isOneOfSeveral(sources, options)) {
            into = asFolder(into);
        }
        List<Step.Copy> copies = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String source : sources) {
            if (!References.isReference(source)) {
                files.add(projectPath(call, source));
                continue;
            }
            flush(call, files, into, options, copies);
            checkStars(call, source);
            References.ArtifactSource artifact = References.artifact(call, source, passed);
            copies.add(
                    new Step.Copy(
                            new Step.CopySource.Artifact(artifact.recipe(), artifact.path()),
                            into,
                            options,
                            call.span()));
        }
        flush(call, files, into, options, copies);
        return copies;
    }

    /** Whether a step may come to copy a single source of several, and not know it. */
    private static boolean isOneOfSeveral(List<String> sources, Step.CopyOptions options) {
        return options.ifExists() || sources.stream().anyMatch(References::isReference);
    }

    private static String asFolder(String into) {
        boolean folder = into.endsWith("/") || into.equals(".") || into.endsWith("/.");
        return folder ? into : into + "/";
    }

    private static ImageName image(Call call, String written) {
        if (References.isReference(written)) {
            throw call.mistakeAt(
                    written,
                    "image-name",
                    "`from:` takes an image, and `" + written + "` is a target",
                    "copy its artifacts, as in `copy '" + written + "/path', into: './'`");
        }
        return Bases.image(call, written);
    }

    private static List<String> imagePaths(Call call, List<String> sources) {
        for (String source : sources) {
            if (References.isReference(source)) {
                throw call.mistakeAt(
                        source,
                        "path-in-image",
                        "`" + source + "` is an artifact, and `from:` names an image",
                        "leave out `from:`, or give a path in the image");
            }
            checkStars(call, source);
        }
        return sources;
    }

    /** The builder, which finds what matches there, takes two stars for one. */
    private static void checkStars(Call call, String source) {
        if (source.contains("**")) {
            throw call.mistakeAt(
                    source,
                    "pattern-of-artifacts",
                    "`**` spans folders of the project, not of artifacts and images",
                    "name the folder, and what to leave out of it with `exclude:`");
        }
    }

    private static void flush(
            Call call,
            List<String> files,
            String into,
            Step.CopyOptions options,
            List<Step.Copy> copies) {
        if (!files.isEmpty()) {
            checkOfProject(call, options);
            copies.add(
                    new Step.Copy(
                            new Step.CopySource.Context(call.run().folder(), files),
                            into,
                            options,
                            call.span()));
            files.clear();
        }
    }

    /** A path below the folder of the build file. */
    static String projectPath(Call call, String source) {
        if (source.startsWith("/") || Arrays.asList(source.split("/", -1)).contains("..")) {
            throw call.mistakeAt(
                    source,
                    "path-outside",
                    "`" + source + "` is not below the folder of the build file",
                    "paths are relative to that folder, and artifacts written as `+target/path`");
        }
        return source;
    }

    private static Step.CopyOptions options(Call call, Options given) {
        Optional<String> owner = given.text("chown");
        boolean link = given.flag("link");
        if (link && owner.isPresent() && !IDS.matcher(owner.get()).matches()) {
            throw call.mistakeAt(
                    owner.get(),
                    "link-owner",
                    "`link: true` makes a layer of its own, which knows no `" + owner.get() + "`",
                    "give numbers, as in `chown: '1000:1000'`");
        }
        return new Step.CopyOptions(
                owner,
                modeOrChange(call, given),
                given.texts("exclude"),
                given.flag("ifExists"),
                given.flag("keepTimestamps"),
                given.oneOf("symlinks", LINKS).equals(Optional.of("follow")),
                given.flag("unpack"),
                link);
    }

    /** What the files of a project are has to be told by their names, contents and modes alone. */
    private static void checkOfProject(Call call, Step.CopyOptions options) {
        String refused =
                options.keepTimes()
                        ? "`keepTimestamps: true`"
                        : options.followLinks() ? "`symlinks: 'follow'`" : "";
        if (!refused.isEmpty()) {
            throw call.mistake(
                    "option-of-artifacts",
                    refused + " is for artifacts and images, not for files of the project",
                    options.keepTimes()
                            ? "every checkout gives them other times"
                            : "copy what the link leads to");
        }
    }

    /** The option {@code chmod:} where files are copied: digits, or changes as in {@code g=u}. */
    static Optional<String> modeOrChange(Call call, Options given) {
        Optional<String> mode = given.text("chmod");
        boolean isChange =
                mode.isPresent()
                        && Arrays.stream(mode.get().split(",", -1))
                                .allMatch(change -> MODE_CHANGE.matcher(change).matches());
        return isChange ? mode : mode(call, given);
    }

    /** The option {@code chmod:}. */
    static Optional<String> mode(Call call, Options given) {
        Optional<String> mode = given.text("chmod");
        if (mode.isPresent() && !MODE.matcher(mode.get()).matches()) {
            throw call.mistakeAt(
                    mode.get(),
                    "mode",
                    "`" + mode.get() + "` is no file mode",
                    "octal digits as text, as in `chmod: '755'`");
        }
        return mode;
    }
}
