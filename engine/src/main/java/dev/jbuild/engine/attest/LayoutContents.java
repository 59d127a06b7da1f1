package dev.jbuild.engine.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** A folder in OCI layout that nobody reads yet. */
public final class LayoutContents implements Contents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private LayoutContents(Path folder) {
        this.folder = folder;
    }

    /**
     * Says something of the one image of a layout.
     *
     * @param said of the image of each platform
     */
    public static void attest(Path folder, SortedMap<Platform, List<Statement>> said)
            throws IOException, InterruptedException {
        LayoutContents layout = new LayoutContents(folder);
        Path file = folder.resolve("index.json");
        JsonNode index = JSON.readTree(Files.readAllBytes(file));
        JsonNode image = index.path("manifests").path(0);
        Digest before = Digest.parse(image.path("digest").asText());
        boolean wasIndex = image.path("mediaType").asText().equals(Descriptors.OCI_INDEX);
        byte[] attested =
                new Attestations(layout)
                        .add(
                                image.path("mediaType").asText(),
                                Files.readAllBytes(layout.blob(before)),
                                said);
        layout.putBlob(Digest.of(attested), attested);
        // The same image under each of its names.
        for (JsonNode named : index.path("manifests")) {
            ((ObjectNode) named)
                    .put("mediaType", Descriptors.OCI_INDEX)
                    .put("digest", Digest.of(attested).toString())
                    .put("size", attested.length)
                    .remove("platform");
        }
        if (wasIndex) {
            Files.delete(layout.blob(before));
        }
        Files.write(file, JSON.writeValueAsBytes(index));
    }

    private Path blob(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

    @Override
    public void putBlob(Digest digest, byte[] content) throws IOException {
        Files.write(blob(digest), content);
    }

    @Override
    public void putManifest(Digest digest, String mediaType, byte[] document) throws IOException {
        putBlob(digest, document);
    }
}
