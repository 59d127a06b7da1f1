package dev.jbuild.engine.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An archive of images on disk: in OCI layout, as builders and newer engines write it, or in
 * Docker's own form, as older engines do.
 */
public final class ImageArchive implements Closeable {
    /** Of folders, more would not be read. */
    private static final int MOST_FOLDERS = 12;

    /** A document that is larger is none. */
    private static final long LARGEST_DOCUMENT = 16L * 1024 * 1024;

    /** Indexes name images; a few name further indexes. */
    private static final int DEEPEST = 4;

    /** Engines can run none with more than 128. */
    private static final int MOST_LAYERS = 1000;

    private static final int MOST_IMAGES = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries = new HashMap<>();

    private ImageArchive(TarFile tar) {
        this.tar = tar;
        for (TarArchiveEntry entry : tar.getEntries()) {
            entries.put(entry.getName(), entry);
        }
    }

    /** Opens an archive. */
    public static ImageArchive open(Path file) throws IOException {
        try {
            return new ImageArchive(new TarFile(file));
        } catch (IllegalArgumentException e) {
            throw none(e);
        }
    }

    private static IOException none(IllegalArgumentException cause) {
        return new IOException("what the engine gives is no archive of an image", cause);
    }

    /** The names of its members, with their sizes. */
    public SortedMap<String, Long> members() {
        SortedMap<String, Long> members = new TreeMap<>();
        entries.forEach((name, entry) -> members.put(name, entry.getSize()));
        return members;
    }

    /** What the index of its image lists, where it is in OCI layout and has one image. */
    public List<JsonNode> manifests() throws IOException {
        JsonNode image = document("index.json").path("manifests").path(0);
        return List.copyOf(document(blob(image)).path("manifests").valueStream().toList());
    }

    /**
     * The images in it, one for each platform.
     *
     * @param folders whether to look into the layers, which takes time
     */
    public List<ImageContents> images(boolean folders) throws IOException {
        List<ImageContents> images = new ArrayList<>();
        try {
            addAll(folders, images);
        } catch (IllegalArgumentException e) {
            throw none(e);
        }
        return images;
    }

    private void addAll(boolean folders, List<ImageContents> images) throws IOException {
        if (entries.containsKey("index.json")) {
            addIndex(document("index.json"), 0, folders, images);
        } else {
            for (JsonNode image : document("manifest.json")) {
                List<PackedLayer> layers = new ArrayList<>();
                for (JsonNode layer : few(image.path("Layers"))) {
                    layers.add(PackedLayer.of(this, layer.asText()));
                }
                add(image.path("Config").asText(), layers, folders, images);
            }
        }
    }

    private void addIndex(JsonNode index, int depth, boolean folders, List<ImageContents> images)
            throws IOException {
        if (depth > DEEPEST) {
            throw new IOException(
                    "an archive of an image has an index that leads to others without end");
        }
        for (JsonNode described : index.path("manifests")) {
            String name = blob(described);
            // An engine writes the index of all platforms, and only what it has of them.
            if (!entries.containsKey(name)) {
                continue;
            }
            JsonNode document = document(name);
            if (document.has("manifests")) {
                addIndex(document, depth + 1, folders, images);
            } else if (isImage(described) && entries.containsKey(blob(document.path("config")))) {
                List<PackedLayer> layers = new ArrayList<>();
                for (JsonNode layer : few(document.path("layers"))) {
                    layers.add(PackedLayer.of(this, layer, blob(layer)));
                }
                add(blob(document.path("config")), layers, folders, images);
            }
        }
    }

    private void add(
            String config, List<PackedLayer> layers, boolean folders, List<ImageContents> images)
            throws IOException {
        if (images.size() == MOST_IMAGES) {
            throw new IOException("an archive has more than " + MOST_IMAGES + " images");
        }
        images.add(image(config, layers, folders));
    }

    /** Each is read, and one can be named any number of times. */
    private static JsonNode few(JsonNode layers) throws IOException {
        if (layers.size() > MOST_LAYERS) {
            throw new IOException("an image has more than " + MOST_LAYERS + " layers");
        }
        return layers;
    }

    /** Attestations stand beside images and are of no platform. */
    public static boolean isImage(JsonNode described) {
        return !described.path("platform").path("os").asText("").equals("unknown");
    }

    private ImageContents image(String configName, List<PackedLayer> packed, boolean folders)
            throws IOException {
        byte[] text = bytes(configName);
        JsonNode config = JSON.readTree(text);
        List<String> origins = ImageSettings.origins(config);
        List<ImageContents.Layer> layers = new ArrayList<>();
        FolderSizes sizes = new FolderSizes();
        for (int i = 0; i < packed.size(); i++) {
            PackedLayer layer = packed.get(i);
            String origin = i < origins.size() ? origins.get(i) : "";
            layers.add(new ImageContents.Layer(layer.digest(), layer.size(), origin));
            if (folders) {
                layer.addTo(sizes);
            }
        }
        String variant = config.path("variant").asText();
        return new ImageContents(
                Platform.parse(
                        config.path("os").asText()
                                + "/"
                                + config.path("architecture").asText()
                                + (variant.isEmpty() ? "" : "/" + variant)),
                Digest.of(text),
                ImageSettings.of(config),
                layers,
                sizes.largest(MOST_FOLDERS));
    }

    private static String blob(JsonNode described) {
        return "blobs/" + described.path("digest").asText().replace(':', '/');
    }

    private JsonNode document(String name) throws IOException {
        return JSON.readTree(bytes(name));
    }

    private byte[] bytes(String name) throws IOException {
        TarArchiveEntry entry = entry(name);
        if (entry.getSize() > LARGEST_DOCUMENT) {
            throw new IOException("`" + name + "` in an archive of an image is too large");
        }
        try (InputStream in = tar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private TarArchiveEntry entry(String name) throws IOException {
        TarArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw new FileNotFoundException("`" + name + "` is missing in an archive of an image");
        }
        return entry;
    }

    /** The content of a member. */
    public InputStream content(String name) throws IOException {
        return tar.getInputStream(linked(name));
    }

    /** The size of a member, in bytes. */
    long size(String name) throws IOException {
        return linked(name).getSize();
    }

    /** Docker's own form has a layer that several images share once, and links to it. */
    private TarArchiveEntry linked(String name) throws IOException {
        TarArchiveEntry entry = entry(name);
        return entry.isSymbolicLink() ? entry(linked(name, entry.getLinkName())) : entry;
    }

    private static String linked(String name, String target) {
        return Path.of("/" + name).resolveSibling(target).normalize().toString().substring(1);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
