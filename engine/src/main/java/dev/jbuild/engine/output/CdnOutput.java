package dev.jbuild.engine.output;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cdn.ReleaseMaker;
import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.folder.FolderOrigin;
import dev.jbuild.cdn.folder.ServedFolder;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.publish.Plan;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.cdn.release.PathPattern;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.s3.BucketLocation;
import dev.jbuild.cdn.s3.BucketOrigin;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Digest;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Publishes artifacts as releases. */
public final class CdnOutput {
    private final Path root;
    private final DiskCache cache;
    private final FilesOutput files;
    private final Optional<PurgeCommand> purge;
    private final boolean offline;

    /**
     * Prepares publishing.
     *
     * @param root folder that folders of origins are relative to
     * @param files where the artifacts are
     * @param purge what the user has for caches in front of an origin
     * @param offline whether caches and visitors are out of reach
     */
    public CdnOutput(
            Path root,
            DiskCache cache,
            FilesOutput files,
            Optional<PurgeCommand> purge,
            boolean offline) {
        this.root = root;
        this.cache = cache;
        this.files = files;
        this.purge = purge;
        this.offline = offline;
    }

    /**
     * Publishes an artifact that was fetched.
     *
     * @throws LostArtifactException when it is not, or not whole, in the cache
     */
    public Delivery.Released publish(Output.Cdn output, ActionKey node)
            throws BuildException, LostArtifactException {
        try {
            ReleaseMaker.Made made = make(output, node);
            try (Origin origin = open(output)) {
                EdgeCare care =
                        EdgeCare.begin(
                                output.release().edge(),
                                purge,
                                OwedPurge.of(cache.stateFile("cdn"), origin.key(), "edge"));
                Published published =
                        publisher(origin).publish(made.release(), false, care::expect);
                return released(
                        output,
                        made,
                        published,
                        offline
                                ? care.postpone()
                                : care.finish(origin.name(), published, made.release()));
            }
        } catch (UserMistake e) {
            throw at(output.span(), e);
        } catch (LostBlobException e) {
            throw new LostArtifactException(e);
        } catch (IOException e) {
            throw failed(output, e);
        }
    }

    /**
     * What publishing an artifact that was fetched would change.
     *
     * @throws LostArtifactException when it is not, or not whole, in the cache
     */
    public Delivery.Planned plan(Output.Cdn output, ActionKey node)
            throws BuildException, LostArtifactException {
        try (Origin origin = open(output)) {
            Release release = make(output, node).release();
            // Whoever carries the plan out takes the release from the cache.
            cache.blobs().put(release.encode());
            return planned(address(output), publisher(origin).plan(release));
        } catch (UserMistake e) {
            throw at(output.span(), e);
        } catch (LostBlobException e) {
            throw new LostArtifactException(e);
        } catch (IOException e) {
            throw failed(output, e);
        }
    }

    private static Delivery.Planned planned(String address, Plan plan) {
        List<Delivery.Planned.Change> changes = new ArrayList<>();
        for (Upload upload : plan.uploads()) {
            Delivery.Planned.Kind kind =
                    switch (upload.reason()) {
                        case NEW -> Delivery.Planned.Kind.NEW;
                        case CHANGED -> Delivery.Planned.Kind.CHANGED;
                        case HEADERS -> Delivery.Planned.Kind.HEADERS;
                        case UNFINISHED -> Delivery.Planned.Kind.UNFINISHED;
                    };
            changes.add(new Delivery.Planned.Change(kind, upload.path(), upload.content().size()));
        }
        for (String path : plan.removals()) {
            changes.add(new Delivery.Planned.Change(Delivery.Planned.Kind.REMOVED, path, 0));
        }
        return new Delivery.Planned(address, plan.tag(), plan.live(), plan.release(), changes);
    }

    private ReleaseMaker.Made make(Output.Cdn output, ActionKey node)
            throws BuildException, IOException, LostArtifactException {
        ReleaseRules rules = rules(output);
        return new ReleaseMaker(cache.actions(), cache.blobs())
                .make(files.fetched(output, node), rules);
    }

    /** A mistake that has no place of its own is one of the step. */
    private static UserMistake at(SourceSpan span, UserMistake mistake) {
        return new UserMistake(
                mistake.diagnostics().stream().map(found -> at(span, found)).toList());
    }

    private static EnvironmentFailure failed(Output.Cdn output, IOException e) {
        return new EnvironmentFailure(
                "delivery-failed",
                "cannot publish `" + output.path() + "`: " + e.getMessage(),
                "check permissions and free space; building again goes on from here",
                e);
    }

    /** As {@link Origins} opens it. */
    private static String address(Output.Cdn output) {
        return switch (output.release().origin()) {
            case CdnRelease.Origin.Folder(String path) -> Origins.FOLDER + inProject(output, path);
            case CdnRelease.Origin.Bucket(String address) -> address;
        };
    }

    private static String inProject(Output.Cdn output, String path) {
        return output.folder().isEmpty() ? path : output.folder() + "/" + path;
    }

    /**
     * What has to stay in its place so that the release which was published stays live; empty where
     * it takes more than a look at files.
     */
    public Optional<ServedFolder> served(Output.Cdn output, Digest release)
            throws BuildException, IOException {
        try (Origin origin = open(output)) {
            if (!(origin instanceof FolderOrigin folder)) {
                return Optional.empty();
            }
            Publisher publisher = publisher(origin);
            Optional<Pointer> pointer = publisher.pointer();
            boolean live =
                    pointer.isPresent()
                            && pointer.get().claim().isEmpty()
                            && pointer.get().live().equals(Optional.of(release));
            return live ? Optional.of(folder.served(publisher.read(release))) : Optional.empty();
        }
    }

    private Publisher publisher(Origin origin) throws IOException {
        return new Publisher(origin, cache.blobs(), InstantSource.system(), cache.stateFile("cdn"));
    }

    private Origin open(Output.Cdn output) throws BuildException, IOException {
        return switch (output.release().origin()) {
            case CdnRelease.Origin.Folder(String path) -> {
                Path folder = root.resolve(output.folder()).resolve(path).normalize();
                ArtifactPlaces.requireInside(root, folder.resolve("current"), path);
                yield new FolderOrigin(folder);
            }
            case CdnRelease.Origin.Bucket(String address) -> {
                try {
                    yield BucketOrigin.open(BucketLocation.parse(address));
                } catch (IllegalArgumentException e) {
                    throw mistake(output, "cdn-origin", e);
                }
            }
        };
    }

    private Delivery.Released released(
            Output.Cdn output, ReleaseMaker.Made made, Published published, List<String> seen) {
        List<String> notices = new ArrayList<>(seen);
        if (!published.unchanged()) {
            notices.addAll(published.notices());
            for (Remark remark : made.remarks()) {
                notices.add("`" + remark.path() + "` " + remark.text());
            }
        }
        return new Delivery.Released(
                name(output),
                published.release(),
                made.release().files().size(),
                published.uploaded(),
                published.unchanged(),
                notices);
    }

    private static String name(Output.Cdn output) {
        return switch (output.release().origin()) {
            case CdnRelease.Origin.Folder(String path) -> inProject(output, path);
            case CdnRelease.Origin.Bucket(String address) -> address.replaceFirst("\\?.*", "");
        };
    }

    private static ReleaseRules rules(Output.Cdn output) throws UserMistake {
        CdnRelease release = output.release();
        try {
            Set<Codec> codecs = EnumSet.noneOf(Codec.class);
            release.precompress().forEach(name -> Codec.named(name).ifPresent(codecs::add));
            List<ListFile> lists = new ArrayList<>();
            release.phoenix()
                    .ifPresent(path -> lists.add(new ListFile(ListFile.Shape.PHOENIX, path)));
            release.vite().ifPresent(path -> lists.add(new ListFile(ListFile.Shape.VITE, path)));
            return new ReleaseRules(
                    release.base(),
                    release.fingerprint().stream().map(PathPattern::parse).toList(),
                    release.adopt().stream().map(PathPattern::parse).toList(),
                    release.integrity(),
                    codecs,
                    release.cacheControl().entrySet().stream()
                            .map(
                                    rule ->
                                            new CacheRule(
                                                    PathPattern.parse(rule.getKey()),
                                                    rule.getValue()))
                            .toList(),
                    lists);
        } catch (IllegalArgumentException e) {
            throw mistake(output, "cdn-rules", e);
        }
    }

    private static UserMistake mistake(Output.Cdn output, String code, RuntimeException e) {
        return new UserMistake(
                Diagnostic.at(
                        output.span(),
                        code,
                        String.valueOf(e.getMessage()),
                        "see `cdn` in docs/dsl.md"));
    }

    private static Diagnostic at(SourceSpan span, Diagnostic found) {
        return found.span().isPresent()
                ? found
                : new Diagnostic(
                        found.code(),
                        found.message(),
                        Optional.of(span),
                        found.sourceLine(),
                        found.hint());
    }
}
