package dev.jbuild.dsl.script;

import dev.jbuild.model.Folder;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a target starts from. */
final class Bases {
    private Bases() {}

    /**
     * @param platform the one that a target is made for
     */
    static Step.Base of(
            Call call, String written, Platform platform, SortedMap<String, String> passed) {
        if (References.isReference(written)) {
            return new Step.Base.Target(References.target(call, written, platform, passed));
        }
        if (!passed.isEmpty()) {
            throw call.mistake(
                    "unused-arguments",
                    "`args:` goes with a target, and `" + written + "` is an image",
                    "");
        }
        if (written.equals("scratch")) {
            return new Step.Base.Scratch();
        }
        return new Step.Base.Image(image(call, written));
    }

    static Step.Base dockerfile(Call call, String folder, Options given) {
        String context = below(call, call.run().folder().path(), folder);
        String file = below(call, context, given.text("dockerfile").orElse("Dockerfile"));
        return new Step.Base.Dockerfile(
                new Step.Copy(
                        new Step.CopySource.Context(
                                new Folder(call.run().folder().repository(), context),
                                List.of(".")),
                        "/",
                        Step.CopyOptions.DEFAULT,
                        call.span()),
                file,
                given.text("stage"),
                given.named("args"),
                Platforms.named(call, Platforms.NATIVE));
    }

    private static String below(Call call, String from, String path) {
        Copies.projectPath(call, path);
        List<String> parts = new ArrayList<>();
        for (String part : (from + "/" + path).split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    static ImageName image(Call call, String written) {
        try {
            return ImageName.parse(written);
        } catch (IllegalArgumentException e) {
            throw call.mistakeAt(
                    written,
                    "image-name",
                    "`" + written + "` is no name of an image",
                    "as in `alpine:3.20` or `registry.example.org/team/app:1.0`, in lower case");
        }
    }
}
