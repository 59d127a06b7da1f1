package dev.jbuild.engine.base;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.buildkit.Gateway;
import dev.jbuild.buildkit.ResolvedImage;
import dev.jbuild.buildkit.llb.ResolveMode;
import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Asks the builder for base images, and remembers what cannot change. */
public final class BaseImages {
    private final ActionCache actions;
    private final BlobStore blobs;

    public BaseImages(DiskCache cache) {
        this.actions = cache.actions();
        this.blobs = cache.blobs();
    }

    /** The pin of a name whose digest is known. */
    public static BasePin pinned(ImageName name, Digest digest) {
        return new BasePin(name.at(digest).toString(), digest, true);
    }

    /**
     * Finds out what a name stands for now.
     *
     * @throws BuildkitException.NotFound when neither engine nor registry has it
     */
    public static BasePin resolve(ImageName name, Platform platform, Gateway gateway)
            throws BuildkitException, InterruptedException {
        ResolvedImage image =
                gateway.resolveImage(name.toString(), builders(platform), ResolveMode.DEFAULT);
        return image.digest().isEmpty()
                ? new BasePin(name.toString(), Digest.of(image.configJson().toArray()), false)
                : pinned(name, Digest.parse(image.digest()));
    }

    /** The configuration of an image. That of a pinned one is asked for once and then kept. */
    public ImageConfig config(BasePin pin, Platform platform, Gateway gateway)
            throws BuildkitException, InterruptedException, IOException {
        ActionKey key =
                new KeyEncoder()
                        .text("image-config")
                        .digest(pin.identity())
                        .text(platform.toString())
                        .finish();
        Optional<byte[]> known = pin.locked() ? known(key) : Optional.empty();
        if (known.isPresent()) {
            return ImageConfig.of(known.get());
        }
        byte[] document =
                gateway.resolveImage(pin.reference(), builders(platform), ResolveMode.DEFAULT)
                        .configJson()
                        .toArray();
        actions.publish(key, new ActionRecord(new TreeMap<>(), List.of(blobs.put(document))));
        return ImageConfig.of(document);
    }

    private Optional<byte[]> known(ActionKey key) throws IOException {
        return actions.find(key) instanceof Lookup.Hit hit
                ? blobs.read(hit.value().blobs().getFirst())
                : Optional.empty();
    }

    private static dev.jbuild.buildkit.llb.Platform builders(Platform platform) {
        return dev.jbuild.buildkit.llb.Platform.parse(platform.toString());
    }
}
