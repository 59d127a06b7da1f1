package dev.jbuild.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Copies an image to a repository. What is there is not sent, and what names others comes after
 * them; so a copy that broke off is gone on with, and nobody sees half an image.
 */
final class ImageCopy {
    /** Indexes name manifests; a few name further indexes. */
    private static final int DEEPEST = 4;

    /** Manifests and contents of one image, over all of its platforms. */
    private static final int MOST_PARTS = 10_000;

    private final StoredImages from;
    private final RegistryClient to;
    private int parts;
    private int blobs;
    private long bytes;

    ImageCopy(StoredImages from, RegistryClient to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Copies an index or a manifest and all that it names.
     *
     * @param tag what it is called as well; empty for no tag
     */
    Registries.Copied copy(Digest digest, String tag) throws IOException, InterruptedException {
        StoredImages.Manifest manifest = manifest(digest);
        boolean there = to.hasManifest(digest.toString());
        if (!there) {
            copyWhatItNames(manifest, 0);
            to.put(digest.toString(), manifest.mediaType(), manifest.document().toArray());
        }
        if (!tag.isEmpty() && !to.isTagged(tag, digest)) {
            to.put(tag, manifest.mediaType(), manifest.document().toArray());
        }
        return new Registries.Copied(blobs, bytes);
    }

    private StoredImages.Manifest manifest(Digest digest) throws IOException, InterruptedException {
        StoredImages.Manifest manifest = from.manifest(digest.toString());
        if (!Digest.of(manifest.document().toArray()).equals(digest)) {
            throw new IOException("the source has something else for " + digest);
        }
        return manifest;
    }

    private void copyWhatItNames(StoredImages.Manifest manifest, int depth)
            throws IOException, InterruptedException {
        if (depth > DEEPEST) {
            throw new IOException("the registry has an index that leads to others without end");
        }
        JsonNode document = Documents.read(manifest.document().toArray());
        for (JsonNode part : document.path("manifests")) {
            Digest digest = Descriptor.digest(part);
            countPart();
            if (!to.hasManifest(digest.toString())) {
                StoredImages.Manifest inner = manifest(digest);
                copyWhatItNames(inner, depth + 1);
                to.put(digest.toString(), inner.mediaType(), inner.document().toArray());
            }
        }
        if (document.has("config")) {
            copyBlob(document.path("config"));
        }
        for (JsonNode layer : document.path("layers")) {
            copyBlob(layer);
        }
    }

    private void copyBlob(JsonNode described) throws IOException, InterruptedException {
        Descriptor content = Descriptor.of(described);
        countPart();
        if (to.hasBlob(content.digest())) {
            return;
        }
        to.upload(content.digest(), content.size(), () -> open(content.digest()));
        blobs++;
        bytes += content.size();
    }

    private void countPart() throws IOException {
        if (++parts > MOST_PARTS) {
            throw new IOException(
                    "the registry has an image of more than " + MOST_PARTS + " parts");
        }
    }

    private InputStream open(Digest digest) {
        try {
            return from.blob(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
