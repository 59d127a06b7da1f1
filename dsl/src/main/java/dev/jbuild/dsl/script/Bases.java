package dev.jbuild.dsl.script;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Step;

import java.util.SortedMap;

/** What a target starts from. */
final class Bases {
    private Bases() {}

    static Step.Base of(Call call, String written, SortedMap<String, String> passed) {
        if (References.isReference(written)) {
            return new Step.Base.Target(
                    References.target(call, written, call.run().target(call).platform(), passed));
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
