package dev.jbuild.engine.plan;

import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.LateText;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that a build delivers. */
public sealed interface Output {
    SourceSpan span();

    /** The nodes that it is made of. */
    List<RecipeId> allNodes();

    /** What comes out of the builder as an artifact. */
    sealed interface Artifact extends Output {
        RecipeId node();

        /** The artifact as its target declares it. */
        String path();

        @Override
        default List<RecipeId> allNodes() {
            return List.of(node());
        }
    }

    /**
     * Files on disk.
     *
     * @param path the artifact as its target declares it
     * @param destination relative to the project's root
     * @param always whether it is also delivered when the build fails
     */
    record Files(RecipeId node, String path, String destination, boolean always, SourceSpan span)
            implements Artifact {
        public Files(RecipeId node, String path, String destination, SourceSpan span) {
            this(node, path, destination, false, span);
        }
    }

    /**
     * A release for a CDN origin.
     *
     * @param path the artifact as its target declares it
     * @param folder of the build file, relative to the project's root
     */
    record Cdn(RecipeId node, String path, CdnRelease release, String folder, SourceSpan span)
            implements Artifact {}

    /**
     * An archive of an image, or a folder in OCI layout, of one platform or several.
     *
     * @param image which has all of the names that the archive gives to it
     * @param destination relative to the project's root; of a folder, with a slash at its end
     */
    record Archive(List<ImageName> names, String destination, Image image) implements Output {
        public Archive {
            names = List.copyOf(names);
        }

        @Override
        public SourceSpan span() {
            return image.span();
        }

        /** Whether it is a folder. */
        public boolean isLayout() {
            return destination.endsWith("/");
        }

        /** The node of each platform. */
        public SortedMap<Platform, RecipeId> nodes() {
            return image.nodes();
        }

        @Override
        public List<RecipeId> allNodes() {
            return image.allNodes();
        }
    }

    /**
     * A file that says what was delivered.
     *
     * @param recipe the target that has it, which need not be a node
     * @param destination relative to the project's root
     * @param images what the late parts of the content stand for, in order
     */
    record Deploy(
            RecipeId recipe,
            String destination,
            LateText content,
            List<Image> images,
            SourceSpan span)
            implements Output {
        public Deploy {
            images = List.copyOf(images);
        }

        @Override
        public List<RecipeId> allNodes() {
            return images.stream().flatMap(image -> image.allNodes().stream()).distinct().toList();
        }
    }

    /**
     * An image, of one platform or several.
     *
     * @param nodes the node of each platform
     */
    record Image(
            ImageName name,
            ImageOptions options,
            SortedMap<Platform, RecipeId> nodes,
            SourceSpan span)
            implements Output {
        public Image {
            nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        }

        /** Whether builds that push send it to its registry. */
        public boolean push() {
            return options.push();
        }

        @Override
        public List<RecipeId> allNodes() {
            return List.copyOf(nodes.values());
        }
    }
}
