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

    /// Writes a file of the project once everything else is delivered.
    ///
    /// ```groovy
    /// deployFile 'build/deploy.json', json([platform: "${platform}", steps: ['migrate', 'start']])
    /// ```
    public void deployFile(@Nullable String path, @Nullable String content) {
        String place =
                ProjectPath.file(call, call.text("the path", path), "the path", "deploy.json");
        if (content == null) {
            throw call.mistake("empty-value", "the content is null", "");
        }
        LateText text = call.run().lateValues().parts(call, content);
        call.target().anywhere(call, new Step.DeployFile(place, text, call.span()));
    }

    /// Returns a value as JSON: texts, numbers, truth values, null, and lists and maps of them.
    ///
    /// ```groovy
    /// run "echo '${json([name: 'shop', ports: [80, 443]])}' > /etc/shop.json"
    /// ```
    public String json(@Nullable Object value) {
        return JsonText.of(call, value);
    }

    /// Returns the name of a target's pushed image, with the digest that it has in the registry.
    public String imageRef(@Nullable String target) {
        return imageRef(Map.of(), target);
    }

    /// Returns the name of a target's pushed image, with the digest that it has in the registry.
    /// Only the content of a `deployFile` can have it in it.
    ///
    /// - `args:` arguments for the target, names with values.
    /// - `name:` the one of its names that is meant.
    /// - `platform:` the image of this platform; by default that of all of them.
    ///
    /// ```groovy
    /// target('image') {
    ///     String edition = arg('EDITION', default: 'free')
    ///     from 'debian:bookworm-slim'
    ///     image "example.org/shop:${edition}", push: true
    /// }
    ///
    /// target('all') {
    ///     build '+image', args: [EDITION: 'paid']
    ///     deployFile 'build/image.txt', imageRef('+image', args: [EDITION: 'paid'], name: 'example.org/shop:paid', platform: 'linux/amd64')
    /// }
    /// ```
    public String imageRef(@Nullable Map<String, ?> options, @Nullable String target) {
        return image(Options.of(call, options, WordOptions.IMAGE_REF), target, Form.REFERENCE);
    }

    /// Returns the digest of a target's pushed image.
    public String imageDigest(@Nullable String target) {
        return imageDigest(Map.of(), target);
    }

    /// Returns the digest of a target's pushed image. Only the content of a `deployFile` can have
    /// it in it.
    ///
    /// - `args:` arguments for the target, names with values.
    /// - `name:` the one of its names that is meant.
    /// - `platform:` the image of this platform; by default that of all of them.
    ///
    /// ```groovy
    /// target('image') {
    ///     String edition = arg('EDITION', default: 'free')
    ///     from 'debian:bookworm-slim'
    ///     image "example.org/shop:${edition}", push: true
    /// }
    ///
    /// target('all') {
    ///     build '+image', args: [EDITION: 'paid']
    ///     deployFile 'build/image.txt', imageDigest('+image', args: [EDITION: 'paid'], name: 'example.org/shop:paid', platform: 'linux/amd64')
    /// }
    /// ```
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
