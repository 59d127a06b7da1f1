package dev.jbuild.engine;

import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.image.ImageArchive;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.output.ScratchFolder;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks into images that an engine has. */
final class Inspection {
    private Inspection() {}

    static List<ImageContents> of(Map<String, String> environment, Path state, ImageName name)
            throws BuildException, InterruptedException {
        try (DockerEngine engine = DockerEngine.find(environment)) {
            if (engine.imageId(name).isEmpty()) {
                throw new UserMistake(
                        Diagnostic.of(
                                "no-such-image",
                                "the engine has no image `" + name + "`",
                                "check the name; or build it, or fetch it with `docker pull`"));
            }
            try (ScratchFolder folder = ScratchFolder.in(state.resolve("inspect"))) {
                Path file = folder.path().resolve("image.tar");
                engine.save(name, file);
                try (ImageArchive archive = ImageArchive.open(file)) {
                    return archive.images(true);
                }
            }
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "image-unreadable",
                    "cannot look into image `" + name + "`: " + e.getMessage(),
                    "check the space that is left in the state folder; it takes the whole image",
                    e);
        }
    }
}
