package dev.jbuild.engine.dockerfile;

import dev.jbuild.model.ImageName;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A Dockerfile, the images that it names, and the one that it wants to be read by. Immutable.
 *
 * <p>Where it is not certain what an instruction uses, {@link #isFixed} says so, and what the file
 * makes is to be made anew in every build.
 */
public final class DockerfileText {
    private static final Comparator<Use> AS_THEY_STAND =
            Comparator.comparingInt(Use::line).thenComparingInt(Use::start);

    private final List<String> lines;
    private final List<Use> uses;
    private final Optional<Use> frontend;
    private final boolean fixed;

    /** A name of an image: where it stands, and which it is. */
    record Use(int line, int start, int end, ImageName image) {}

    DockerfileText(List<String> lines, List<Use> uses, Optional<Use> frontend, boolean fixed) {
        this.lines = List.copyOf(lines);
        this.uses = uses.stream().sorted(AS_THEY_STAND).toList();
        this.frontend = frontend;
        this.fixed = fixed;
    }

    /** The images that it uses, as far as can be told. */
    public Set<ImageName> images() {
        Set<ImageName> images = new TreeSet<>();
        uses.forEach(use -> images.add(use.image()));
        return Collections.unmodifiableSet(images);
    }

    /** The image that reads it in place of the builder itself: that of its {@code syntax} line. */
    public Optional<ImageName> frontend() {
        return frontend.map(Use::image);
    }

    /**
     * Whether everything that it takes from outside is fixed once its files, arguments and images
     * are; what its commands load is their own business.
     */
    public boolean isFixed() {
        return fixed;
    }

    /** The text as it is written. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /**
     * The text with each image by a reference of its own.
     *
     * @param reader gives the reference of the image that reads it
     */
    public String with(Function<ImageName, String> reference, Function<ImageName, String> reader) {
        List<String> pinned = new ArrayList<>(lines);
        // From the end, so that places stay what they are.
        uses.reversed().forEach(use -> put(pinned, use, reference));
        frontend.ifPresent(use -> put(pinned, use, reader));
        return String.join("\n", pinned) + "\n";
    }

    private static void put(List<String> lines, Use use, Function<ImageName, String> reference) {
        String line = lines.get(use.line());
        lines.set(
                use.line(),
                line.substring(0, use.start())
                        + reference.apply(use.image())
                        + line.substring(use.end()));
    }
}
