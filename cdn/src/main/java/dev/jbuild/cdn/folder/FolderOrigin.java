package dev.jbuild.cdn.folder;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.atomic.Strays;
import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that a web server reads.
 *
 * <pre>
 * current                     link to the folder that is served, switched by a rename
 * releases/ID/                all files of a release, and those with hashed names of the others kept
 * .jbuild/current.json        the pointer
 * .jbuild/releases/ID.json    the releases
 * .jbuild/pool/ab/HEX         contents, of which the files of the releases are hard links
 * </pre>
 *
 * <p>A file's time is part of what web servers tell versions by: nginx makes its {@code ETag} of
 * time and size alone. A file that changes under its name therefore gets a time that no file here
 * had before.
 */
public final class FolderOrigin implements Origin {
    private static final String CURRENT = "current";
    private static final String RELEASES = "releases";

    /** Made read-only: whoever edits one file would edit it in every release. */
    private static final int MODE = 0444;

    private final Path root;
    private final Path state;
    private final FolderLock lock;

    public FolderOrigin(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.state = this.root.resolve(".jbuild");
        this.lock = new FolderLock(state.resolve("lock"));
    }

    /** The folder that a web server is to serve. */
    public Path current() {
        return root.resolve(CURRENT);
    }

    @Override
    public String name() {
        return "file:" + root;
    }

    @Override
    public long largestFile() {
        return Long.MAX_VALUE;
    }

    @Override
    public Optional<Version> pointer() throws IOException {
        Optional<byte[]> found = read(pointerFile());
        try {
            return found.map(FolderOrigin::version);
        } catch (IllegalArgumentException e) {
            throw new IOException("`" + pointerFile() + "` is not what jbuild has written", e);
        }
    }

    private static Version version(byte[] bytes) {
        return new Version(Pointer.decode(bytes), Digest.of(bytes).hex());
    }

    private Path pointerFile() {
        return state.resolve("current.json");
    }

    @Override
    public boolean keepsConditions() {
        return true;
    }

    @Override
    public Optional<Version> point(Pointer next, Optional<Version> expected) throws IOException {
        Files.createDirectories(state);
        byte[] bytes = next.encode();
        return lock.hold(
                () -> {
                    Optional<String> found = pointer().map(Version::tag);
                    if (!found.equals(expected.map(Version::tag))) {
                        return Optional.empty();
                    }
                    keepAs(pointerFile(), bytes);
                    return Optional.of(version(bytes));
                });
    }

    @Override
    public Optional<byte[]> release(Digest id) throws IOException {
        return read(releaseFile(id));
    }

    @Override
    public void keep(Digest id, byte[] release) throws IOException {
        Path file = releaseFile(id);
        Files.createDirectories(file.getParent());
        keepAs(file, release);
    }

    private Path releaseFile(Digest id) {
        return state.resolve(RELEASES).resolve(id.hex() + ".json");
    }

    @Override
    public void keep(Stored content, ContentSource source) throws IOException {
        Path place = pooled(content.digest());
        if (isPooled(content)) {
            return;
        }
        Files.createDirectories(place.getParent());
        try (NewFile file = NewFile.beside(place);
                InputStream in = source.open(content)) {
            in.transferTo(file.out());
            file.mode(MODE);
            file.keepAs(place);
        }
    }

    private boolean isPooled(Stored content) throws IOException {
        Path place = pooled(content.digest());
        return Files.exists(place) && Files.size(place) == content.size();
    }

    private Path pooled(Digest digest) {
        return state.resolve("pool").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    @Override
    public ContentSource kept() {
        return content -> Files.newInputStream(pooled(content.digest()));
    }

    @Override
    public InputStream served(String path) throws IOException {
        return Files.newInputStream(current().resolve(path));
    }

    @Override
    public void serveImmutable(Upload upload, ContentSource source, boolean guarded, Digest by)
            throws IOException {
        keep(upload.content(), source);
    }

    @Override
    public boolean isStored(Upload upload) throws IOException {
        return isPooled(upload.content());
    }

    @Override
    public boolean isIntact(Release live) throws IOException {
        return served(live).isIntact();
    }

    /** Where the files of a release are while it is live. */
    public ServedFolder served(Release live) {
        String target = linkTarget(live.id());
        return new ServedFolder(pointerFile(), current(), target, root.resolve(target), live);
    }

    private static String linkTarget(Digest release) {
        return RELEASES + "/" + release.hex();
    }

    @Override
    public boolean isSwitched() {
        return true;
    }

    @Override
    public void serve(Switch change, ContentSource source) throws IOException {
        for (Upload upload : change.uploads()) {
            keep(upload.content(), source);
            Files.setLastModifiedTime(
                    pooled(upload.content().digest()),
                    FileTime.from(Instant.ofEpochSecond(change.clock())));
        }
        lock.hold(
                () -> {
                    Path releases = Files.createDirectories(root.resolve(RELEASES));
                    Strays.sweep(root, Instant.now());
                    new ReleaseFolder(releases, change, this::pooled).make();
                    NewFile.link(current(), linkTarget(change.id()));
                    return change;
                });
    }

    @Override
    public void discard(Discarded discarded) throws IOException {
        Path releases = root.resolve(RELEASES);
        for (Digest release : discarded.releases()) {
            Folders.delete(releases.resolve(release.hex()));
        }
        for (Path release : folders(releases)) {
            for (String path : discarded.paths()) {
                Files.deleteIfExists(release.resolve(path));
            }
        }
        for (Digest content : discarded.contents()) {
            Files.deleteIfExists(pooled(content));
        }
        for (Digest release : discarded.releases()) {
            Files.deleteIfExists(releaseFile(release));
        }
    }

    private static void keepAs(Path place, byte[] bytes) throws IOException {
        try (NewFile file = NewFile.beside(place)) {
            file.out().write(bytes);
            file.mode(0644);
            file.keepAs(place);
        }
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {}

    /** The folders in a folder. */
    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        folders.add(entry);
                    }
                }
            }
        }
        return folders;
    }
}
