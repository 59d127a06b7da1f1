package dev.jbuild.engine;

import dev.jbuild.buildkit.session.DockerConfigCredentials;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.base.Mirrors;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.registry.Registries;
import dev.jbuild.engine.web.Proxies;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Copies the base images that a lock names to where mirrors are. */
final class MirrorKeeping {
    private MirrorKeeping() {}

    /**
     * Copies what is missing.
     *
     * @param written mirrors as they are written; empty for those of the environment
     */
    static MirrorReport run(
            Path root, Map<String, String> environment, String written, Consumer<BuildEvent> events)
            throws BuildException, InterruptedException {
        Mirrors mirrors = written.isEmpty() ? Mirrors.of(environment) : Mirrors.parse(written);
        if (mirrors.places().isEmpty()) {
            throw new UserMistake(
                    Diagnostic.of(
                            "no-mirror",
                            "`mirror` does not say where to",
                            "as in `jbuild mirror docker.io=registry.example.org/mirror`, or set "
                                    + Mirrors.VARIABLE));
        }
        if (!Files.exists(root.resolve(LockFile.NAME))) {
            throw new UserMistake(
                    Diagnostic.of(
                            "no-lock",
                            "there is no `" + LockFile.NAME + "` in " + root,
                            "it names what is copied; run `jbuild lock` first"));
        }
        Registries registries =
                new Registries(
                        DockerConfigCredentials.of(environment),
                        new Proxies(environment),
                        text -> events.accept(new BuildEvent.Notice(text)));
        List<MirrorReport.Copy> copies = new ArrayList<>();
        for (var image : LockFile.read(root).images().entrySet()) {
            Optional<ImageName> there = mirrors.find(image.getKey());
            if (there.isPresent()) {
                ImageName from = image.getKey().at(image.getValue().index());
                Registries.Copied done = registries.copy(from, there.get());
                copies.add(new MirrorReport.Copy(from, there.get(), done.blobs(), done.bytes()));
            }
        }
        return new MirrorReport(copies);
    }
}
