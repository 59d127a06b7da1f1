package dev.jbuild.engine.output;

import static java.util.stream.Collectors.joining;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.LateText;
import dev.jbuild.model.LateText.Form;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** Writes files that say what was delivered. */
public final class DeployOutput {
    private final Path root;

    /**
     * @param root folder that destinations are relative to
     */
    public DeployOutput(Path root) {
        this.root = root;
    }

    /** The digests that images have in their registries. */
    public interface Pushed {
        /**
         * The digest of an image.
         *
         * @param platform empty for its index, or its one manifest
         */
        Digest of(Output.Image image, Optional<Platform> platform)
                throws EnvironmentFailure, InterruptedException;
    }

    /** Puts a file in its place, unless it is there. */
    public Delivery deliver(Output.Deploy output, Pushed pushed)
            throws EnvironmentFailure, InterruptedException {
        Path place = place(output);
        byte[] content = content(output, pushed).getBytes(StandardCharsets.UTF_8);
        try {
            boolean there = holds(place, content);
            if (!there) {
                write(FilesOutput.makeRoom(root, output.destination()), content);
            }
            return new Delivery.Files(output.destination(), 1, there ? 0 : 1, 0);
        } catch (IOException e) {
            throw FilesOutput.failed(output.destination(), e);
        }
    }

    /** Where the file goes. */
    public Path place(Output.Deploy output) {
        return root.resolve(output.destination());
    }

    /** Whether a file whose content is known before the build is as it should be. */
    public boolean isInPlace(Output.Deploy output) throws IOException {
        return holds(place(output), known(output));
    }

    /** Whether there is anything at its place. */
    public boolean isThere(Output.Deploy output) {
        return Files.exists(place(output), LinkOption.NOFOLLOW_LINKS);
    }

    /** The content of a file, where that is known before the build. */
    public byte[] known(Output.Deploy output) {
        return output.content().parts().stream()
                .map(part -> ((LateText.Part.Plain) part).text())
                .collect(joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String content(Output.Deploy output, Pushed pushed)
            throws EnvironmentFailure, InterruptedException {
        StringBuilder text = new StringBuilder();
        Iterator<Output.Image> images = output.images().iterator();
        for (LateText.Part part : output.content().parts()) {
            switch (part) {
                case LateText.Part.Plain(String plain) -> text.append(plain);
                case LateText.Part.Image image -> {
                    Output.Image meant = images.next();
                    Digest digest = pushed.of(meant, image.choice().platform());
                    text.append(image.form() == Form.DIGEST ? digest : at(meant.name(), digest));
                }
            }
        }
        return text.toString();
    }

    /** Without a tag, which not every program takes beside a digest. */
    private static ImageName at(ImageName name, Digest digest) {
        return new ImageName(name.registry(), name.repository(), "", Optional.of(digest));
    }

    private static boolean holds(Path place, byte[] content) throws IOException {
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && Files.size(place) == content.length
                && Arrays.equals(Files.readAllBytes(place), content);
    }

    private static void write(Path place, byte[] content) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    place.toString(), null, "a folder is in the way of a file");
        }
        try (NewFile file = NewFile.ordinary(place)) {
            file.out().write(content);
            file.moveTo(place);
        }
    }
}
