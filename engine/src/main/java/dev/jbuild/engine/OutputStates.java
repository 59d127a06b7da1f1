package dev.jbuild.engine;

import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.failure.BuildException;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Whether outputs are where they belong, as far as it can be told without the builder. */
record OutputStates(Outlets outlets) {
    /** Whether every output can be delivered out of the cache, or is in its place. */
    boolean areReady() throws BuildException, InterruptedException, IOException {
        Source source = outlets.wanted().source(Map.of());
        for (Output output : outlets.wanted().of(Output.class)) {
            boolean ready =
                    switch (output) {
                        case Output.Artifact f ->
                                outlets.files().isFetched(f, source.key(f.node()));
                        case Output.Image image ->
                                outlets.images().inPlace(image, source).isPresent()
                                        && outlets.images().isSmallEnough(image, source);
                        case Output.Archive archive -> outlets.images().isReady(archive, source);
                        case Output.Deploy _ -> true;
                    };
            if (!ready) {
                return false;
            }
        }
        return true;
    }

    /** Has every output come out of the builder, whatever is known of it. */
    void forget() throws IOException {
        Source source = outlets.wanted().source(Map.of());
        for (Output output : outlets.wanted().of(Output.class)) {
            switch (output) {
                case Output.Artifact artifact ->
                        outlets.files().forget(artifact, source.key(artifact.node()));
                case Output.Image image -> outlets.images().ledger().forget(image, source);
                case Output.Archive archive -> outlets.images().forget(archive, source);
                case Output.Deploy _ -> {}
            }
        }
    }

    /**
     * What keeps an output whose nodes have their results from being where it belongs. Of a release
     * that is not known.
     */
    Optional<String> missing(Output output)
            throws BuildException, InterruptedException, IOException {
        Source source = outlets.wanted().source(Map.of());
        return switch (output) {
            case Output.Files f -> outlets.files().missing(f, source.key(f.node()));
            case Output.Image image -> outlets.images().missing(image, source);
            case Output.Archive archive -> outlets.images().missing(archive, source);
            case Output.Cdn _ -> Optional.empty();
            case Output.Deploy file ->
                    !file.content().isKnown() || outlets.notes().isInPlace(file)
                            ? Optional.empty()
                            : Optional.of(
                                    "`"
                                            + file.destination()
                                            + (outlets.notes().isThere(file)
                                                    ? "` is not as it was delivered"
                                                    : "` is missing"));
        };
    }
}
