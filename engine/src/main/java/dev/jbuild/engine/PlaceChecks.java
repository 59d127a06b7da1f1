package dev.jbuild.engine;

import dev.jbuild.engine.output.FilesOutput;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be seen of the places of outputs once their files are known, and nothing is placed.
 */
record PlaceChecks(Path root, WantedOutputs wanted, FilesOutput files) {
    /**
     * Requires that outputs leave the project's own files alone, and each other's.
     *
     * @throws UserMistake when they do not
     */
    void require(Source source) throws UserMistake, IOException {
        for (Output.Files output : wanted.of(Output.Files.class)) {
            if (Trespass.isPossible(output)) {
                Optional<PlacedFiles> placed = placed(output, source);
                if (placed.isPresent()) {
                    Trespass.requireNone(root, output, placed.get());
                }
            }
        }
        List<Output> outputs = wanted.of(Output.class);
        if (Overlaps.arePossible(outputs)) {
            requireNoOverlaps(outputs, source);
        }
    }

    private void requireNoOverlaps(List<Output> outputs, Source source)
            throws UserMistake, IOException {
        Overlaps overlaps = new Overlaps(root);
        for (Output output : outputs) {
            if (output instanceof Output.Files f) {
                Optional<PlacedFiles> placed = placed(f, source);
                if (placed.isPresent()) {
                    overlaps.add(f, placed.get());
                }
            } else {
                overlaps.add(output);
            }
        }
        overlaps.requireNone();
    }

    private Optional<PlacedFiles> placed(Output.Files output, Source source) throws IOException {
        return files.placed(output, source.key(output.node()));
    }
}
