package dev.jbuild.engine.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Puts statements beside images, in the form that BuildKit has made usual: those about one image
 * are the layers of a manifest of no platform, which an annotation in the index ties to the image.
 */
public final class Attestations {
    private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contents contents;

    /**
     * @param contents where the images are, and the statements go
     */
    public Attestations(Contents contents) {
        this.contents = contents;
    }

    /**
     * Says something of images.
     *
     * @param mediaType of {@code document}
     * @param document an index, or the manifest of an image of one platform
     * @param said of the image of each platform
     * @return an index with the images and the statements, which is not kept yet
     */
    public byte[] add(String mediaType, byte[] document, SortedMap<Platform, List<Statement>> said)
            throws IOException, InterruptedException {
        ObjectNode index = index(mediaType, document, said.firstKey());
        ArrayNode manifests = index.withArray("manifests");
        for (Map.Entry<Platform, List<Statement>> about : said.entrySet()) {
            Digest image = image(manifests, about.getKey());
            manifests.add(attestation(image, about.getValue()));
        }
        return JSON.writeValueAsBytes(index);
    }

    private static ObjectNode index(String mediaType, byte[] document, Platform only)
            throws IOException {
        JsonNode there = JSON.readTree(document);
        if (there.has("manifests") && there instanceof ObjectNode index) {
            // A list in Docker's own form has no place for statements.
            return index.put("mediaType", Descriptors.OCI_INDEX);
        }
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", Descriptors.OCI_INDEX);
        index.putArray("manifests").add(Descriptors.of(mediaType, document, only));
        return index;
    }

    private static Digest image(ArrayNode manifests, Platform platform) throws IOException {
        for (JsonNode manifest : manifests) {
            JsonNode of = manifest.path("platform");
            if (of.path("os").asText().equals(platform.os())
                    && of.path("architecture").asText().equals(platform.architecture())
                    && of.path("variant").asText().equals(platform.variant())) {
                return Digest.parse(manifest.path("digest").asText());
            }
        }
        throw new IOException("the index has no image for " + platform);
    }

    /** A manifest with statements, as an index speaks of it. */
    private ObjectNode attestation(Digest image, List<Statement> said)
            throws IOException, InterruptedException {
        // Nothing reads the configuration, but a registry may want to.
        ObjectNode config = ofNoPlatform(JSON.createObjectNode());
        config.putObject("config");
        ArrayNode digests = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ArrayNode layers = JSON.createArrayNode();
        for (Statement statement : said) {
            ObjectNode layer = layer(image, statement);
            layers.add(layer);
            digests.add(layer.path("digest").asText());
        }
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", Descriptors.OCI_MANIFEST);
        manifest.set("config", kept(OCI_CONFIG, JSON.writeValueAsBytes(config)));
        manifest.set("layers", layers);
        byte[] document = JSON.writeValueAsBytes(manifest);
        contents.putManifest(Digest.of(document), Descriptors.OCI_MANIFEST, document);
        ObjectNode described = Descriptors.of(Descriptors.OCI_MANIFEST, document);
        described
                .putObject("annotations")
                .put("vnd.docker.reference.digest", image.toString())
                .put("vnd.docker.reference.type", "attestation-manifest");
        ofNoPlatform(described.putObject("platform"));
        return described;
    }

    private ObjectNode layer(Digest image, Statement said)
            throws IOException, InterruptedException {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", STATEMENT).put("predicateType", said.kind());
        // The image has its digest under every name, and is to have the same statement.
        ObjectNode subject = statement.putArray("subject").addObject().put("name", "_");
        subject.putObject("digest").put("sha256", image.hex());
        statement.set("predicate", said.predicate());
        ObjectNode layer = kept(IN_TOTO, JSON.writeValueAsBytes(statement));
        layer.putObject("annotations").put("in-toto.io/predicate-type", said.kind());
        return layer;
    }

    private ObjectNode kept(String mediaType, byte[] content)
            throws IOException, InterruptedException {
        contents.putBlob(Digest.of(content), content);
        return Descriptors.of(mediaType, content);
    }

    private static ObjectNode ofNoPlatform(ObjectNode document) {
        return document.put("architecture", "unknown").put("os", "unknown");
    }
}
