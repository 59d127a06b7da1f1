package dev.jbuild.engine.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class AttestationsTest {
    private static final Platform ARM = Platform.parse("linux/arm/v7");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Digest IMAGE = Digest.of(new byte[] {1});

    private static final Statement SAID =
            new Statement(
                    "https://example.org/x", JsonNodeFactory.instance.objectNode().put("a", 1));

    private final Map<Digest, byte[]> kept = new HashMap<>();
    private final Attestations attestations =
            new Attestations(
                    new Contents() {
                        @Override
                        public void putBlob(Digest digest, byte[] content) {
                            kept.put(digest, content);
                        }

                        @Override
                        public void putManifest(Digest digest, String mediaType, byte[] document) {
                            kept.put(digest, document);
                        }
                    });

    private byte[] attested(String mediaType, String document) throws Exception {
        return attestations.add(
                mediaType,
                document.getBytes(StandardCharsets.UTF_8),
                new TreeMap<>(Map.of(ARM, List.of(SAID, SAID))));
    }

    @Test
    void listInDockersForm_becomesAnIndex_andTheImageHasItsStatement() throws Exception {
        byte[] document =
                attested(
                        "application/vnd.docker.distribution.manifest.list.v2+json",
                        """
                        {"schemaVersion": 2,
                         "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
                         "manifests": [
                             {"digest": "sha256:0", "platform": {"os": "linux", "architecture": "arm"}},
                             {"digest": "%s",
                              "platform": {"os": "linux", "architecture": "arm", "variant": "v7"}}]}
                        """
                                .formatted(IMAGE));

        JsonNode index = JSON.readTree(document);
        assertThat(index.path("mediaType").asText()).isEqualTo(Descriptors.OCI_INDEX);
        assertThat(index.path("manifests")).hasSize(3);
        JsonNode described = index.path("manifests").path(2);
        assertThat(described.at("/annotations/vnd.docker.reference.digest").asText())
                .isEqualTo(IMAGE.toString());
        JsonNode manifest = read(described);
        assertThat(read(manifest.path("config")).at("/rootfs/diff_ids/0"))
                .isEqualTo(manifest.at("/layers/0/digest"));
        JsonNode statement = read(manifest.at("/layers/0"));
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(IMAGE.hex());
        assertThat(statement.path("predicate").toString()).isEqualTo("{\"a\":1}");
        assertThat(manifest.at("/layers/0/annotations/in-toto.io~1predicate-type").asText())
                .isEqualTo("https://example.org/x");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://example.org/x");
        assertThat(manifest.path("layers")).hasSize(2);
        assertThat(kept).hasSize(3);
    }

    private JsonNode read(JsonNode described) throws IOException {
        byte[] content = kept.get(Digest.parse(described.path("digest").asText()));
        assertThat(content).hasSize(described.path("size").asInt());
        return JSON.readTree(content);
    }

    @Test
    void imageOfOnePlatform_isPutIntoAnIndex() throws Exception {
        String image = "{\"schemaVersion\":2,\"layers\":[]}";

        JsonNode index = JSON.readTree(attested("application/x", image));

        assertThat(index.at("/manifests/0").toString())
                .isEqualTo(
                        "{\"mediaType\":\"application/x\",\"digest\":\"%s\",\"size\":31,"
                                        .formatted(
                                                Digest.of(image.getBytes(StandardCharsets.UTF_8)))
                                + "\"platform\":{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"}}");
        assertThat(index.at("/manifests/1/annotations/vnd.docker.reference.digest"))
                .isEqualTo(index.at("/manifests/0/digest"));
    }

    @Test
    void indexWithoutThePlatform_isRefused() {
        assertThatThrownBy(() -> attested(Descriptors.OCI_INDEX, "{\"manifests\": []}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the index has no image for linux/arm/v7");
    }
}
