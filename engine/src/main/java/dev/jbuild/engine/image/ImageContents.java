package dev.jbuild.engine.image;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * An image of one platform.
 *
 * @param id digest of its configuration
 * @param settings how it runs, as people call and write it
 * @param layers from the lowest to the uppermost
 * @param folders the folders that most of it is in, the largest first; none overlaps another. Empty
 *     where nobody looked
 */
public record ImageContents(
        Platform platform,
        Digest id,
        SequencedMap<String, String> settings,
        List<Layer> layers,
        List<Folder> folders) {
    public ImageContents {
        settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
        layers = List.copyOf(layers);
        folders = List.copyOf(folders);
    }

    /** The same with what somebody has found in its folders. */
    public ImageContents with(List<Folder> found) {
        return new ImageContents(platform, id, settings, layers, found);
    }

    /** What its layers weigh as they travel. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /**
     * A layer.
     *
     * @param size in bytes, as it travels
     * @param origin the step that made it, as the image tells; empty where it does not
     */
    public record Layer(Digest digest, long size, String origin) {}

    /**
     * A folder, without those of its folders that are listed themselves.
     *
     * @param size of the files in it, unpacked, as all layers together have them
     */
    public record Folder(String path, long size) {}
}
