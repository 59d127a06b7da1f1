package dev.jbuild.cli.command;

import dev.jbuild.cli.option.Invocation;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;

/** Says what an image consists of. */
final class ImageCommand {
    private final Surroundings surroundings;
    private final Stages stages;

    ImageCommand(Surroundings surroundings, Stages stages) {
        this.surroundings = surroundings;
        this.stages = stages;
    }

    ExitCode run(Invocation.InspectImage inspect) throws BuildException, InterruptedException {
        ImageName name =
                inspect.image().indexOf('+') >= 0 ? ofTarget(inspect) : named(inspect.image());
        surroundings
                .console()
                .images(
                        stages.inspect(surroundings.environment(), surroundings.state(), name),
                        name);
        return ExitCode.DONE;
    }

    private static ImageName named(String text) throws UserMistake {
        try {
            return ImageName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    Diagnostic.of(
                            "image-name",
                            "`" + text + "` is no name of an image",
                            "as in `debian:12`, or `+name` for the image of a target"));
        }
    }

    /** The first name that a target gives to its image. */
    private ImageName ofTarget(Invocation.InspectImage inspect) throws BuildException {
        List<TargetDoc> docs =
                stages.document(
                        surroundings.load(inspect.project(), List.of(inspect.image()), List.of()),
                        stages.repositories(
                                surroundings.repositories(inspect.project(), LockUse.EXTEND),
                                event -> {}));
        for (Step step : docs.getFirst().results()) {
            if (step instanceof Step.Image image) {
                return image.names().getFirst();
            }
        }
        throw new UserMistake(
                Diagnostic.of(
                        "no-such-image",
                        "`" + inspect.image() + "` delivers no image",
                        "name a target with `image`, or an image"));
    }
}
