package dev.jbuild.engine;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.turn.Turns;
import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.LostArtifactException;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.nio.file.Path;

/** Gets artifacts out of builders into the store: of several processes that want one, one does. */
final class Fetches {
    private final FilesOutput files;
    private final Turns turns;

    Fetches(FilesOutput files, Turns turns) {
        this.files = files;
        this.turns = turns;
    }

    /** Fetches an artifact that is not there. */
    void fetch(Output.Artifact output, Source source, Exporter exporter)
            throws BuildException, InterruptedException, IOException {
        ActionKey node = source.key(output.node());
        if (files.isFetched(output, node)) {
            return;
        }
        try (Turns.Turn _ = turns.take("artifact-" + FilesOutput.artifactKey(output, node))) {
            if (!files.isFetched(output, node)) {
                files.fetch(output, source, exporter);
            }
        }
    }

    /** Writes an artifact to a place outside of the project, and fetches it where needed. */
    void write(Output.Artifact output, Path place, Source source, Exporter exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        ActionKey node = source.key(output.node());
        fetch(output, source, exporter);
        try {
            files.write(output, node, place);
        } catch (LostArtifactException e) {
            // Damage shows only when the content is read.
            fetch(output, source, exporter);
            files.write(output, node, place);
        }
    }
}
