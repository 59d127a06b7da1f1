package dev.jbuild.front.ledger;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The images that an engine has to have.
 *
 * @param socket where the engine listens
 */
public record Images(Path socket, List<Image> images) {
    public Images {
        images = List.copyOf(images);
    }

    /**
     * An image.
     *
     * @param name as the engine is asked for it
     * @param id as the engine answers
     */
    public record Image(String name, String id) {}

    /** These images and one more. */
    public Images with(ImageName name, Digest id) {
        List<Image> more = new ArrayList<>(images);
        more.add(new Image(name.toString(), id.toString()));
        return new Images(socket, more);
    }
}
