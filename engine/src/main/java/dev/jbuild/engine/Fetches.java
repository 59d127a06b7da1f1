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
import java.util.Optional;

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

    /** What is done with an artifact that was fetched. */
    @FunctionalInterface
    interface Use<T> {
        T with(ActionKey node)
                throws BuildException, InterruptedException, IOException, LostArtifactException;
    }

    /**
     * Uses an artifact that was fetched. Damage shows only when the content is read: then it is
     * fetched again, and used again.
     *
     * @param exporter absent where no builder is to be asked
     * @throws LostArtifactException when one would have to be, or that does not help
     */
    <T> T use(Output.Artifact output, Source source, Optional<Exporter> exporter, Use<T> use)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        ActionKey node = source.key(output.node());
        try {
            return use.with(node);
        } catch (LostArtifactException e) {
            if (exporter.isEmpty()) {
                throw e;
            }
            fetch(output, source, exporter.get());
            return use.with(node);
        }
    }

    /** Writes an artifact to a place outside of the project, and fetches it where needed. */
    void write(Output.Artifact output, Path place, Source source, Exporter exporter)
            throws BuildException, InterruptedException, IOException, LostArtifactException {
        fetch(output, source, exporter);
        use(
                output,
                source,
                Optional.of(exporter),
                node -> {
                    files.write(output, node, place);
                    return place;
                });
    }
}
