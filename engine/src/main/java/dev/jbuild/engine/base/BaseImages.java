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
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lower.ImageConfig;
import dev.jbuild.engine.lower.Nowhere;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Asks the builder for base images, and remembers what cannot change. */
public final class BaseImages {
    private final ActionCache actions;
    private final BlobStore blobs;
    private final Mirrors mirrors;

    /**
     * @param mirrors where images are fetched from
     */
    public BaseImages(DiskCache cache, Mirrors mirrors) {
        this.mirrors = mirrors;
        this.actions = cache.actions();
        this.blobs = cache.blobs();
    }

    /** The pin of a name whose index is known, as far as it can be told without asking. */
    public Optional<BasePin> known(BaseUse use, Digest index, SourceSpan span) throws IOException {
        return document(index, use.platform()).map(id -> pinned(use, index, id, span));
    }

    /**
     * The pin of a name of whose index somebody says what it is on the platform; empty when that
     * has to be asked, because results may have been made with that image and this index is new
     * here. Where no result can be, making one shows whether it is so.
     *
     * @throws UserMistake when it is known to be another
     */
    public Optional<BasePin> said(BaseUse use, Digest index, Digest id, SourceSpan span)
            throws UserMistake, IOException {
        Optional<Digest> known = document(index, use.platform());
        if (known.isPresent()) {
            requireSaid(use, index, id, known.get(), span);
        }
        return known.isPresent() || !blobs.contains(id)
                ? Optional.of(pinned(use, index, id, span))
                : Optional.empty();
    }

    /**
     * Makes sure that an image is what the lock says.
     *
     * @throws UserMistake when it is another
     */
    public static void requireSaid(
            BaseUse use, Digest index, Digest said, Digest id, SourceSpan span) throws UserMistake {
        if (!id.equals(said)) {
            throw mistake(
                    "lock-mismatch",
                    "`"
                            + LockFile.NAME
                            + "` says that `"
                            + use.name().at(index)
                            + "` on "
                            + use.platform()
                            + " is "
                            + said
                            + ", but it is "
                            + id,
                    "its lines do not belong together; run `jbuild lock --update "
                            + tagged(use.name())
                            + "`",
                    span);
        }
    }

    /** The pin of a name whose index and image id are known. */
    public BasePin pinned(BaseUse use, Digest index, Digest id, SourceSpan span) {
        return BasePin.of(mirrors.at(use.name()), index, id, span);
    }

    /** The images that the engine has by a name. */
    public interface OwnImages {
        boolean has(ImageName name) throws EnvironmentFailure, InterruptedException;
    }

    /**
     * Finds out what a name stands for now. The registry is asked first, so that the answer does
     * not depend on what the engine happens to have; and where the engine has nothing of that name,
     * nobody else is.
     *
     * @throws UserMistake when neither engine nor registry has it
     * @throws EnvironmentFailure when the registry does not answer, and the engine has no such
     *     image
     */
    public BasePin resolve(BaseUse use, SourceSpan span, OwnImages own, Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        ImageName name = use.name();
        BuildkitException refused;
        try {
            return pin(use, ask(mirrors.at(name), use.platform(), ResolveMode.PULL, gateway), span);
        } catch (BuildkitException e) {
            refused = e;
        }
        if (own.has(name)) {
            try {
                ResolvedImage image = ask(name, use.platform(), ResolveMode.DEFAULT, gateway);
                Digest id = blobs.put(image.configJson().toArray());
                return new BasePin(name.toString(), Optional.empty(), id, span);
            } catch (BuildkitException e) {
                // It has it for another platform.
            }
        }
        throw refused instanceof BuildkitException.NotFound
                ? mistake(
                        "no-such-image",
                        "there is no image " + use,
                        "check the name; the engine says: " + refused.getMessage(),
                        span)
                : unanswered(use, refused);
    }

    /**
     * Finds out what a pinned name is on a platform.
     *
     * @throws UserMistake when it has no such platform, or is gone
     */
    public BasePin resolve(BaseUse use, Digest index, SourceSpan span, Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        try {
            ResolvedImage image =
                    ask(
                            mirrors.at(use.name()).at(index),
                            use.platform(),
                            ResolveMode.DEFAULT,
                            gateway);
            return pinned(use, index, remember(index, use.platform(), image), span);
        } catch (BuildkitException.NotFound e) {
            throw refused(use.name().at(index), use.platform(), e, span);
        } catch (BuildkitException e) {
            throw unanswered(use, e);
        }
    }

    /**
     * The configuration of an image. That of a pinned one is asked for once and then kept.
     *
     * @throws UserMistake when the image is not the one that the pin says
     */
    public ImageConfig config(BaseUse use, BasePin pin, Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        Optional<byte[]> known =
                pin.index().isPresent() && known(pin, use.platform())
                        ? blobs.read(pin.id())
                        : Optional.empty();
        return ImageConfig.of(known.isPresent() ? known.get() : ask(use, pin, gateway));
    }

    private boolean known(BasePin pin, Platform platform) throws IOException {
        return document(pin.index().orElseThrow(), platform).equals(Optional.of(pin.id()));
    }

    private byte[] ask(BaseUse use, BasePin pin, Gateway gateway)
            throws BuildException, InterruptedException, IOException {
        ImageName name = pin.index().map(use.name()::at).orElse(use.name());
        Platform platform = use.platform();
        ResolvedImage image;
        try {
            image = ask(ImageName.parse(pin.reference()), platform, ResolveMode.DEFAULT, gateway);
        } catch (BuildkitException.NotFound e) {
            throw refused(name, platform, e, pin.span());
        } catch (BuildkitException e) {
            throw Nowhere.wasAsked(e)
                    ? new UserMistake(Nowhere.mistake("image " + use, pin.span()))
                    : unanswered(new BaseUse(name, platform), e);
        }
        byte[] document = image.configJson().toArray();
        Digest id =
                pin.index().isPresent()
                        ? remember(pin.index().get(), platform, image)
                        : Digest.of(document);
        if (pin.index().isPresent()) {
            requireSaid(use, pin.index().get(), pin.id(), id, pin.span());
        } else if (!id.equals(pin.id())) {
            throw new EnvironmentFailure(
                    "image-changed",
                    "image `" + name + "` changed in the engine during the build",
                    "build again",
                    null);
        }
        return document;
    }

    private BasePin pin(BaseUse use, ResolvedImage image, SourceSpan span)
            throws EnvironmentFailure, IOException {
        Digest index = Failures.digest(image.digest());
        return pinned(use, index, remember(index, use.platform(), image), span);
    }

    private static ResolvedImage ask(
            ImageName name, Platform platform, ResolveMode mode, Gateway gateway)
            throws BuildkitException, InterruptedException {
        return gateway.resolveImage(
                name.toString(), dev.jbuild.buildkit.llb.Platform.parse(platform.toString()), mode);
    }

    /** The image id that an index has on a platform, when its configuration is at hand. */
    private Optional<Digest> document(Digest index, Platform platform) throws IOException {
        return actions.find(key(index, platform)) instanceof Lookup.Hit hit
                ? Optional.of(hit.value().blobs().getFirst())
                : Optional.empty();
    }

    private Digest remember(Digest index, Platform platform, ResolvedImage image)
            throws IOException {
        Digest document = blobs.put(image.configJson().toArray());
        actions.publish(key(index, platform), new ActionRecord(new TreeMap<>(), List.of(document)));
        return document;
    }

    private static ActionKey key(Digest index, Platform platform) {
        return new KeyEncoder()
                .text("image-config")
                .digest(index)
                .text(platform.toString())
                .finish();
    }

    private static UserMistake refused(
            ImageName pinned, Platform platform, BuildkitException e, SourceSpan span) {
        return e.getMessage().contains("no match for platform")
                ? mistake(
                        "no-such-platform",
                        "`" + pinned + "` has nothing for " + platform,
                        "build for a platform that it has; or, when the tag has it by now, run"
                                + " `jbuild lock --update "
                                + tagged(pinned)
                                + "`",
                        span)
                : mistake(
                        "no-such-image",
                        "there is no image `" + pinned + "` any more",
                        "if its registry has removed it, `jbuild lock --update "
                                + tagged(pinned)
                                + "` takes what the tag stands for now; the engine says: "
                                + e.getMessage(),
                        span);
    }

    private static ImageName tagged(ImageName name) {
        return name.tag().isEmpty()
                ? name
                : new ImageName(name.registry(), name.repository(), name.tag(), Optional.empty());
    }

    private static EnvironmentFailure unanswered(BaseUse use, BuildkitException e) {
        return Failures.of("look up image " + use, e);
    }

    private static UserMistake mistake(String code, String message, String hint, SourceSpan span) {
        return new UserMistake(Diagnostic.at(span, code, message, hint));
    }
}
