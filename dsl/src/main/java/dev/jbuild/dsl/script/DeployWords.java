package dev.jbuild.dsl.script;

import dev.jbuild.model.LateText;
import dev.jbuild.model.LateText.Form;
import dev.jbuild.model.Step;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The words for files that say what was delivered, for the programs that deploy it. */
public final class DeployWords {
    private final Call call;

    DeployWords(Call call) {
        this.call = call;
    }

    /** Writes a file of the project once everything else is delivered. */
    public void deployFile(@Nullable String path, @Nullable String content) {
        String place =
                ProjectPath.file(call, call.text("the path", path), "the path", "deploy.json");
        if (content == null) {
            throw call.mistake("empty-value", "the content is null", "");
        }
        LateText text = call.run().lateValues().parts(call, content);
        call.target().anywhere(call, new Step.DeployFile(place, text, call.span()));
    }

    /** A value as JSON: texts, numbers, truth values, null, and lists and maps of them. */
    public String json(@Nullable Object value) {
        return JsonText.of(call, value);
    }

    /** The name of a target's pushed image, with the digest that it has in the registry. */
    public String imageRef(@Nullable String target) {
        return imageRef(Map.of(), target);
    }

    /** The name of a target's pushed image: under one of its names, or of one platform. */
    public String imageRef(@Nullable Map<String, ?> options, @Nullable String target) {
        return image(Options.of(call, options, WordOptions.IMAGE_REF), target, Form.REFERENCE);
    }

    /** The digest of a target's pushed image. */
    public String imageDigest(@Nullable String target) {
        return imageDigest(Map.of(), target);
    }

    /** The digest of a target's pushed image: under one of its names, or of one platform. */
    public String imageDigest(@Nullable Map<String, ?> options, @Nullable String target) {
        return image(Options.of(call, options, WordOptions.IMAGE_DIGEST), target, Form.DIGEST);
    }

    private String image(Options given, @Nullable String target, Form form) {
        // Only a target delivers, and so only there is it known what is pushed along.
        call.target();
        LateText.ImageChoice choice =
                new LateText.ImageChoice(
                        References.named(call, call.text("the target", target)),
                        given.named("args"),
                        given.text("name").map(name -> Bases.image(call, name)),
                        given.text("platform").map(name -> Platforms.named(call, name)));
        return call.run().lateValues().mark(new LateText.Part.Image(choice, form, call.span()));
    }
}
