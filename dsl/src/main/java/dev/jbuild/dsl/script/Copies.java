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
        List<Step.Copy> copies = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String source : sources) {
            if (!References.isReference(source)) {
                files.add(projectPath(call, source));
                continue;
            }
            flush(call, files, into, options, copies);
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
        }
        return sources;
    }

    private static void flush(
            Call call,
            List<String> files,
            String into,
            Step.CopyOptions options,
            List<Step.Copy> copies) {
        if (!files.isEmpty()) {
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
                    "copy takes paths relative to that folder, and artifacts as `+target/path`");
        }
        return source;
    }

    private static Step.CopyOptions options(Call call, Options given) {
        return new Step.CopyOptions(
                given.text("chown"),
                mode(call, given),
                given.texts("exclude"),
                given.flag("ifExists"));
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
