package dev.jbuild.engine.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the size of an image comes from, in lines for people. */
public final class SizeReport {
    private static final int MOST_LAYERS = 5;
    private static final int WIDTH = 9;

    private SizeReport() {}

    /** The largest layers and folders. */
    public static List<String> of(ImageContents image) {
        List<String> lines = new ArrayList<>();
        lines.add(image.platform() + ": " + Sizes.exact(image.size()) + " in " + count(image));
        lines.add("largest layers, packed");
        image.layers().stream()
                .sorted(Comparator.comparingLong(ImageContents.Layer::size).reversed())
                .limit(MOST_LAYERS)
                .forEach(layer -> lines.add(row(layer.size(), origin(layer))));
        if (!image.folders().isEmpty()) {
            lines.add("largest folders, unpacked");
            image.folders().forEach(folder -> lines.add(row(folder.size(), folder.path())));
        }
        return lines;
    }

    private static String count(ImageContents image) {
        int layers = image.layers().size();
        return layers + (layers == 1 ? " layer" : " layers");
    }

    /** The step that made a layer, or where that is not known, its digest. */
    public static String origin(ImageContents.Layer layer) {
        return layer.origin().isEmpty() ? layer.digest().toString() : layer.origin();
    }

    private static String row(long size, String what) {
        return "  "
                + " ".repeat(Math.max(0, WIDTH - Sizes.text(size).length()))
                + Sizes.text(size)
                + "  "
                + what;
    }
}
