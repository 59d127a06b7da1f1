package dev.jbuild.engine.why;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.key.KeyFacts;
import dev.jbuild.engine.key.NodeKeys;
import dev.jbuild.engine.lower.Descriptions;
import dev.jbuild.engine.secret.Mask;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Folder;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.Step;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a key is made of, in plain. The steps are put through the code that makes the key, which
 * asks for what they read; so nothing that is in the key can be missing here.
 *
 * @param runsOn the platform that steps run on
 */
public record Ingredients(ActionKey key, String runsOn, List<Part> parts) {
    public Ingredients {
        parts = List.copyOf(parts);
    }

    /**
     * Takes a recipe apart.
     *
     * @param facts what {@code key} was made with
     * @param pins what its images stand for
     * @param mask takes the values of secrets out of texts
     */
    public static Ingredients of(
            Recipe recipe,
            ActionKey key,
            KeyFacts facts,
            BiFunction<ImageName, Platform, BasePin> pins,
            Mask mask) {
        List<Part> parts = new ArrayList<>();
        for (Step step : NodeKeys.steps(recipe)) {
            Questions questions = new Questions(facts, pins);
            String shape = NodeKeys.key(step, recipe, questions).hex();
            String place = step.span().file() + ":" + step.span().line();
            String text = mask.apply(Descriptions.of(step));
            parts.add(new Part(shape, place, text, questions.inputs));
        }
        return new Ingredients(key, recipe.runsOn().toString(), parts);
    }

    /** The digests of the trees among the inputs. */
    List<Digest> trees() {
        return parts.stream()
                .flatMap(part -> part.inputs().stream())
                .filter(input -> input.kind() == Input.Kind.FILES)
                .map(input -> new Digest(input.value()))
                .distinct()
                .toList();
    }

    /** Notes what a key asks for. Answers the same to everything, so that only the step counts. */
    private static final class Questions implements KeyFacts {
        private static final Digest BLANK = Digest.of(new byte[0]);

        private final KeyFacts facts;
        private final BiFunction<ImageName, Platform, BasePin> pins;
        private final List<Input> inputs = new ArrayList<>();

        Questions(KeyFacts facts, BiFunction<ImageName, Platform, BasePin> pins) {
            this.facts = facts;
            this.pins = pins;
        }

        @Override
        public Digest image(ImageName name, Platform platform) {
            BasePin pin = pins.apply(name, platform);
            Input.Kind kind =
                    !pin.isKnown()
                            ? Input.Kind.UNKNOWN_IMAGE
                            : pin.index().isPresent()
                                    ? Input.Kind.LOCKED_IMAGE
                                    : Input.Kind.LOCAL_IMAGE;
            inputs.add(new Input(kind, name + " for " + platform, pin.id().hex()));
            return BLANK;
        }

        @Override
        public String commit(GitRef at) {
            if (at.isFixed()) {
                return at.ref();
            }
            inputs.add(new Input(Input.Kind.COMMIT, at.toString(), facts.commit(at)));
            return "";
        }

        @Override
        public Optional<Digest> download(String url) {
            String value = facts.download(url).map(Digest::hex).orElse("");
            inputs.add(new Input(Input.Kind.DOWNLOAD, url, value));
            return Optional.of(BLANK);
        }

        @Override
        public Digest files(Step.Copy copy) {
            String folder =
                    copy.source() instanceof Step.CopySource.Context context
                            ? context.folder().file("")
                            : "";
            inputs.add(new Input(Input.Kind.FILES, folder, facts.files(copy).hex()));
            return BLANK;
        }

        @Override
        public ActionKey recipe(RecipeId id) {
            inputs.add(new Input(Input.Kind.NODE, id.toString(), facts.recipe(id).hex()));
            return new ActionKey(BLANK.hex());
        }

        @Override
        public DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform) {
            DockerfileText text = facts.dockerfile(base, platform);
            Digest digest = Digest.of(text.text().getBytes(StandardCharsets.UTF_8));
            String name = new Folder(base.folder().repository(), "").file(base.file());
            inputs.add(new Input(Input.Kind.DOCKERFILE, name, digest.hex()));
            return text;
        }

        @Override
        public String build() {
            inputs.add(new Input(Input.Kind.BUILD, "", ""));
            return "";
        }
    }
}
