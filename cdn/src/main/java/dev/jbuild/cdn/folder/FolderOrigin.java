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
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;

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
    private static final String POOL = "pool";

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
    public Optional<Version> pointer() throws BuildException, IOException {
        requireOwnFolders();
        Optional<byte[]> found = read(pointerFile());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Version.read(name(), found.get(), tag(found.get())));
    }

    /**
     * Makes sure that nothing is written elsewhere: what is in the origin may have come with the
     * sources of a stranger.
     */
    private void requireOwnFolders() throws EnvironmentFailure {
        for (Path folder :
                List.of(
                        state,
                        state.resolve(POOL),
                        state.resolve(RELEASES),
                        root.resolve(RELEASES))) {
            if (Files.isSymbolicLink(folder)) {
                throw inTheWay(folder, "is a link", "put a folder with what it has in its place");
            }
        }
        if (Files.exists(current(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(current())) {
            throw inTheWay(current(), "is no link", "move it away, or publish to another folder");
        }
    }

    private EnvironmentFailure inTheWay(Path entry, String what, String hint) {
        return new EnvironmentFailure(
                "cdn-in-the-way",
                "`" + root.relativize(entry) + "` of " + name() + " " + what,
                hint,
                null);
    }

    private static String tag(byte[] pointer) {
        return Digest.of(pointer).hex();
    }

    private Path pointerFile() {
        return root.resolve(Version.PATH);
    }

    @Override
    public boolean keepsConditions() {
        return true;
    }

    @Override
    public Optional<Version> point(Pointer next, Optional<Version> expected) throws IOException {
        makeRoomFor(pointerFile());
        byte[] bytes = next.encode();
        return lock.hold(
                () -> {
                    Optional<String> found = read(pointerFile()).map(FolderOrigin::tag);
                    if (!found.equals(expected.map(Version::tag))) {
                        return Optional.empty();
                    }
                    keepAs(pointerFile(), bytes);
                    return Optional.of(new Version(next, tag(bytes)));
                });
    }

    @Override
    public Optional<byte[]> release(Digest id) throws IOException {
        return read(releaseFile(id));
    }

    @Override
    public void keep(Digest id, byte[] release) throws IOException {
        Path file = releaseFile(id);
        makeRoomFor(file);
        keepAs(file, release);
    }

    private Path releaseFile(Digest id) {
        return state.resolve(RELEASES).resolve(id.hex() + ".json");
    }

    @Override
    public void keep(Stored content, ContentSource source) throws IOException {
        Path place = pooled(content.digest());
        if (isKept(content)) {
            return;
        }
        makeRoomFor(place);
        try (NewFile file = NewFile.beside(place);
                InputStream in = source.open(content)) {
            in.transferTo(file.out());
            file.mode(MODE);
            file.keepAs(place);
        }
    }

    @Override
    public boolean isKept(Stored content) throws IOException {
        Path place = pooled(content.digest());
        return Files.exists(place) && Files.size(place) == content.size();
    }

    private Path pooled(Digest digest) {
        return state.resolve(POOL).resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    @Override
    public ContentSource kept() {
        return content -> Files.newInputStream(pooled(content.digest()));
    }

    @Override
    public boolean isServed(String path, Stored content) throws IOException {
        Path place = current().resolve(path);
        return Files.exists(place) && Files.size(place) == content.size();
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
        return isKept(upload.content());
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
                    Path releases = root.resolve(RELEASES);
                    OpenFolders.make(releases);
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
                Path file = release.resolve(path);
                // In another release the path may be a folder, or below a file.
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        }
        for (Digest content : discarded.contents()) {
            Files.deleteIfExists(pooled(content));
        }
        for (Digest release : discarded.releases()) {
            Files.deleteIfExists(releaseFile(release));
        }
    }

    /** In the state, which nobody else has to enter. */
    private void makeRoomFor(Path file) throws IOException {
        OpenFolders.make(root);
        Files.createDirectories(file.getParent());
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
