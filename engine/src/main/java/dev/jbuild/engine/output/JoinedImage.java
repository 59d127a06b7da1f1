package dev.jbuild.engine.output;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.engine.attest.Descriptors;
import dev.jbuild.engine.image.ImageArchive;
import dev.jbuild.engine.registry.StoredImages;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image of several platforms, out of archives that have some of them each. Its index is what one
 * builder would have written, byte for byte.
 */
final class JoinedImage implements StoredImages, Closeable {
    private static final String BLOBS = "blobs/sha256/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ImageArchive> parts;
    private final byte[] index;

    private JoinedImage(List<ImageArchive> parts, byte[] index) {
        this.parts = parts;
        this.index = index;
    }

    /**
     * Joins archives in OCI layout, each of which has an index of its own.
     *
     * @param parts in the order of their platforms; closed with the image
     * @param annotations of the index
     */
    static JoinedImage of(List<ImageArchive> parts, Map<String, String> annotations)
            throws IOException {
        List<JsonNode> images = new ArrayList<>();
        List<JsonNode> attestations = new ArrayList<>();
        for (ImageArchive part : parts) {
            for (JsonNode manifest : part.manifests()) {
                boolean isImage = ImageArchive.isImage(manifest);
                (isImage ? images : attestations).add(manifest);
            }
        }
        ObjectNode index = JSON.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", Descriptors.OCI_INDEX);
        index.putArray("manifests").addAll(images).addAll(attestations);
        if (!annotations.isEmpty()) {
            ObjectNode notes = index.putObject("annotations");
            annotations.forEach(notes::put);
        }
        return new JoinedImage(
                List.copyOf(parts), JSON.writer(builderStyle()).writeValueAsBytes(index));
    }

    /** As builders write indexes. */
    private static DefaultPrettyPrinter builderStyle() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter style =
                new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        style.indentArraysWith(indent);
        style.indentObjectsWith(indent);
        return style;
    }

    /** The digest of its index. */
    Digest digest() {
        return Digest.of(index);
    }

    @Override
    public Manifest manifest(String reference) throws IOException {
        if (reference.equals(digest().toString())) {
            return new Manifest(Descriptors.OCI_INDEX, Bytes.of(index));
        }
        try (InputStream content = blob(Digest.parse(reference))) {
            byte[] document = content.readAllBytes();
            return new Manifest(
                    JSON.readTree(document).path("mediaType").asText(), Bytes.of(document));
        }
    }

    @Override
    public InputStream blob(Digest digest) throws IOException {
        String name = BLOBS + digest.hex();
        for (ImageArchive part : parts) {
            if (part.members().containsKey(name)) {
                return part.content(name);
            }
        }
        throw new FileNotFoundException("no part of the image has " + digest);
    }

    /** Writes an archive in OCI layout, which engines load. */
    void write(List<ImageName> names, OutputStream target) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(target)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            Set<String> written = new HashSet<>();
            for (ImageArchive part : parts) {
                for (Map.Entry<String, Long> member : part.members().entrySet()) {
                    String name = member.getKey();
                    if (name.startsWith(BLOBS) && written.add(name)) {
                        try (InputStream content = part.content(name)) {
                            add(tar, name, member.getValue(), content);
                        }
                    }
                }
            }
            add(tar, BLOBS + digest().hex(), index);
            add(tar, "index.json", JSON.writeValueAsBytes(layout(names)));
            add(
                    tar,
                    "oci-layout",
                    "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private ObjectNode layout(List<ImageName> names) {
        ObjectNode layout = JSON.createObjectNode();
        layout.put("schemaVersion", 2).put("mediaType", Descriptors.OCI_INDEX);
        ArrayNode images = layout.putArray("manifests");
        for (ImageName name : names) {
            ObjectNode image = images.addObject();
            image.put("mediaType", Descriptors.OCI_INDEX)
                    .put("digest", digest().toString())
                    .put("size", index.length);
            image.putObject("annotations")
                    .put("io.containerd.image.name", name.toString())
                    .put("org.opencontainers.image.ref.name", name.tag());
        }
        return layout;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        add(tar, name, content.length, new java.io.ByteArrayInputStream(content));
    }

    private static void add(TarArchiveOutputStream tar, String name, long size, InputStream content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        for (ImageArchive part : parts) {
            part.close();
        }
    }
}
