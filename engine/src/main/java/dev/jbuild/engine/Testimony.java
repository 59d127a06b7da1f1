package dev.jbuild.engine;

import dev.jbuild.cdn.folder.ServedFolder;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.output.PlacedFiles;
import dev.jbuild.engine.output.Source;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.BuildException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What has to be there again the next time, of what a build has delivered.
 *
 * @param published the releases that the build has published
 */
record Testimony(Outlets outlets, Map<Output.Cdn, Digest> published, Workbench bench) {
    /** Tells of each output; one that nothing can be told of spoils the findings. */
    void tell(Findings findings) throws BuildException, InterruptedException, IOException {
        Source source = outlets.wanted().source(Map.of());
        SequencedMap<ImageName, Digest> loaded = new LinkedHashMap<>();
        for (Output output : outlets.wanted().of(Output.class)) {
            if (!isTold(output, source, loaded, findings)) {
                findings.spoil();
            }
        }
        if (!loaded.isEmpty()) {
            EngineWitness.testify(
                    bench.engine(), bench.request().session().environment(), loaded, findings);
        }
    }

    /**
     * @param loaded gets the images that the engine has to have
     */
    private boolean isTold(
            Output output, Source source, Map<ImageName, Digest> loaded, Findings findings)
            throws BuildException, InterruptedException, IOException {
        return switch (output) {
            case Output.Files f ->
                    isPlaced(outlets.files().placed(f, source.key(f.node())), findings);
            case Output.Image image -> isLoaded(image, source, loaded);
            case Output.Cdn cdn -> isServed(cdn, findings);
            case Output.Archive layout when layout.isLayout() ->
                    isPlaced(outlets.images().layouts().placed(layout, source), findings);
            case Output.Archive archive -> isWritten(archive, source, findings);
            case Output.Deploy file -> isNoted(file, findings);
        };
    }

    private boolean isLoaded(Output.Image image, Source source, Map<ImageName, Digest> loaded)
            throws IOException {
        Optional<Delivery.Loaded> delivery = outlets.images().ledger().loaded(image, source);
        delivery.ifPresent(made -> loaded.put(image.name(), made.id()));
        return delivery.isPresent();
    }

    private boolean isServed(Output.Cdn output, Findings findings)
            throws BuildException, IOException {
        @Nullable Digest release = published.get(output);
        Optional<ServedFolder> served =
                release == null ? Optional.empty() : outlets.releases().served(output, release);
        if (served.isPresent()) {
            findings.served(served.get());
        }
        return served.isPresent();
    }

    private boolean isWritten(Output.Archive archive, Source source, Findings findings)
            throws IOException {
        Optional<Digest> written = outlets.images().ledger().archived(archive, source);
        findings.file(outlets.images().place(archive), written);
        return written.isPresent();
    }

    private boolean isNoted(Output.Deploy file, Findings findings) throws IOException {
        boolean known = file.content().isKnown();
        if (known) {
            findings.file(
                    outlets.notes().place(file),
                    Optional.of(Digest.of(outlets.notes().known(file))));
        }
        return known;
    }

    private static boolean isPlaced(Optional<PlacedFiles> placed, Findings findings)
            throws IOException {
        if (placed.isPresent()) {
            findings.placed(placed.get());
        }
        return placed.isPresent();
    }
}
