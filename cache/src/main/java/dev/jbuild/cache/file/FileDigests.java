package dev.jbuild.cache.file;

import dev.jbuild.cache.atomic.NewFile;
import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.cache.parallel.Each;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Digests of files, remembered as long as the file system shows no change. Safe for use by many
 * threads; when two processes save the same index, one of the two stays, which costs the other a
 * rehash.
 *
 * <p>Why a remembered digest can be trusted: it is kept only if the file's last change lay further
 * back than the granularity of file times when reading began. Any write after that moment gets a
 * time that differs from the remembered one, even where a clock ticks slowly. A younger file could
 * be written again within the same tick without a trace, so it is read each time until it has
 * settled. (Git calls such entries racily clean.) A file that changes while it is read shows other
 * times afterwards and is read again.
 */
public final class FileDigests {
    /** How often a file may change while it is read. */
    private static final int ATTEMPTS = 3;

    /** In bytes. */
    private static final int BUFFER = 128 * 1024;

    private final Path index;
    private final InstantSource clock;
    private final FileIndex before;
    private final Map<String, KnownFile> learned = new ConcurrentHashMap<>();
    private final AtomicBoolean unsaved = new AtomicBoolean();
    private final LongAdder knownCount = new LongAdder();
    private final LongAdder hashedCount = new LongAdder();
    private final LongAdder hashedBytes = new LongAdder();

    private FileDigests(Path index, InstantSource clock, FileIndex before) {
        this.index = index;
        this.clock = clock;
        this.before = before;
    }

    /**
     * Loads an index. A missing or damaged one is an empty one.
     *
     * @param index the file that {@link #save} writes; its folder has to exist
     * @param clock the clock that the file system's times come from
     */
    public static FileDigests open(Path index, InstantSource clock) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(index);
        } catch (NoSuchFileException e) {
            return new FileDigests(index, clock, FileIndex.empty());
        }
        return new FileDigests(index, clock, FileIndex.read(bytes).orElseGet(FileIndex::empty));
    }

    /** Digests of all that was selected, relative to the root of the selection. */
    public Tree tree(Selection selection) throws IOException {
        Path root = selection.root();
        List<Selection.Found> unknown = new ArrayList<>();
        Map<String, Digest> digests = new HashMap<>();
        for (Selection.Found file : selection.found()) {
            if (file.stat().kind() == Kind.FILE) {
                remembered(root.resolve(file.path()).toString(), file.stat())
                        .ifPresentOrElse(
                                digest -> digests.put(file.path(), digest),
                                () -> unknown.add(file));
            }
        }
        Map<String, FileEntry.File> hashed = new ConcurrentHashMap<>();
        Each.of(
                unknown,
                file -> {
                    KnownFile now = hash(root.resolve(file.path()));
                    hashed.put(file.path(), now.at(file.path()));
                });
        List<FileEntry> entries = new ArrayList<>(selection.found().size());
        for (Selection.Found file : selection.found()) {
            String path = file.path();
            FileStat stat = file.stat();
            entries.add(
                    switch (stat.kind()) {
                        case FOLDER -> new FileEntry.Folder(path, stat.mode());
                        case SYMLINK -> new FileEntry.Symlink(path, target(root.resolve(path)));
                        case FILE -> {
                            Digest digest = digests.get(path);
                            yield digest == null
                                    ? hashed.get(path)
                                    : new FileEntry.File(path, stat.mode(), stat.size(), digest);
                        }
                    });
        }
        return new Tree(entries);
    }

    /** The digest of one regular file's content. */
    public Digest digest(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        FileStat stat = regular(absolute);
        Optional<Digest> remembered = remembered(absolute.toString(), stat);
        return remembered.isPresent() ? remembered.get() : hash(absolute).digest();
    }

    /**
     * Whether a file has this content as long as it looks like this: false for one that is unknown,
     * or so young that it could change without a trace.
     *
     * @param file absolute
     */
    public boolean trusts(Path file, FileStat stat, Digest content) {
        return known(file.toString()).equals(Optional.of(new KnownFile(stat, content)));
    }

    /**
     * Takes over a digest that is known without reading the file.
     *
     * @param file absolute
     * @param look how the file looked when its content was known to be this; any later change shows
     */
    void learn(Path file, FileStat look, Digest content) {
        learned.put(file.toString(), new KnownFile(look, content));
        unsaved.set(true);
    }

    /** Writes the index, if anything is new in it. */
    public void save() throws IOException {
        if (unsaved.getAndSet(false)) {
            NewFile.write(index, before.with(learned));
        }
    }

    /** What the index was good for since it was opened. */
    public Stats stats() {
        return new Stats(knownCount.sum(), hashedCount.sum(), hashedBytes.sum());
    }

    private Optional<Digest> remembered(String path, FileStat stat) {
        Optional<Digest> digest =
                known(path).filter(file -> file.stat().equals(stat)).map(KnownFile::digest);
        if (digest.isPresent()) {
            knownCount.increment();
        }
        return digest;
    }

    private Optional<KnownFile> known(String path) {
        KnownFile file = learned.get(path);
        return file == null ? before.find(path) : Optional.of(file);
    }

    private KnownFile hash(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileStat before = regular(path);
            Instant start = clock.instant();
            Digest digest = read(path);
            if (before.equals(FileStat.of(path).orElse(null))) {
                KnownFile file = new KnownFile(before, digest);
                if (before.settledBefore(start)) {
                    learned.put(path.toString(), file);
                    unsaved.set(true);
                }
                hashedCount.increment();
                hashedBytes.add(before.size());
                return file;
            }
        }
        throw new FileSystemException(path.toString(), null, "the file keeps changing");
    }

    private static FileStat regular(Path path) throws IOException {
        FileStat stat =
                FileStat.of(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (stat.kind() != Kind.FILE) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        return stat;
    }

    private static Digest read(Path path) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest sha256 = Digest.sha256(channel.size());
            ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(channel.size() + 1, 512, BUFFER));
            while (channel.read(buffer) >= 0) {
                sha256.update(buffer.flip());
                buffer.clear();
            }
            return Digest.of(sha256);
        }
    }

    private static String target(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }

    /**
     * How often files had to be read.
     *
     * @param known files whose digest was known
     * @param hashed files that had to be read
     * @param hashedBytes their content
     */
    public record Stats(long known, long hashed, long hashedBytes) {}
}
