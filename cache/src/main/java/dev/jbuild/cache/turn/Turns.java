package dev.jbuild.cache.turn;

import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns by name, each with one holder among all threads and processes that use the same file. A
 * holder that dies, however it dies, loses its turn: the operating system sees to that.
 *
 * <p>A turn is a lock on one byte, far behind the end of the file, which stays empty; the name
 * decides which byte. So no files come and go, and nothing has to be cleared away.
 */
public final class Turns {
    /** How long it takes at most to notice that a turn is free. */
    private static final Duration BEAT = Duration.ofMillis(40);

    private static final int HEX_DIGITS_OF_POSITION = 15;

    /**
     * One channel for each file and JVM, never closed. The operating system knows the locks of a
     * process, not of its threads or channels, and ends all of them on a file when the process
     * closes it just once. So this is a matter of the whole JVM, whoever made the instance.
     */
    private static final ConcurrentHashMap<Path, Opened> CHANNELS = new ConcurrentHashMap<>();

    private final Path file;

    /**
     * @param file to lock, made when missing; its folder has to exist
     */
    public Turns(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * An open file.
     *
     * @param identity by which it differs from one that is put in its place later
     */
    private record Opened(FileChannel channel, String identity) {
        static Opened at(Path file) throws IOException {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new Opened(channel, identity(file));
        }

        boolean isAt(Path file) throws IOException {
            try {
                return identity(file).equals(identity);
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        private static String identity(Path file) throws IOException {
            return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        }
    }

    /** A turn that was got; closing it lets the next one go on. */
    public static final class Turn implements AutoCloseable {
        private final Optional<FileLock> lock;

        private Turn(Optional<FileLock> lock) {
            this.lock = lock;
        }

        @Override
        public void close() throws IOException {
            if (lock.isPresent()) {
                lock.get().release();
            }
        }
    }

    /** Waits for a turn. */
    public Turn take(String name) throws IOException, InterruptedException {
        return take(name, () -> {});
    }

    /**
     * Waits for a turn.
     *
     * @param onWait called once, if somebody else has the turn
     */
    public Turn take(String name, Runnable onWait) throws IOException, InterruptedException {
        Optional<Turn> turn = tryTake(name);
        if (turn.isEmpty()) {
            onWait.run();
        }
        while (turn.isEmpty()) {
            Thread.sleep(BEAT);
            turn = tryTake(name);
        }
        return turn.get();
    }

    /**
     * Takes a turn, unless somebody else has it. Where nothing can be written nobody can do
     * anything that another one would have to wait for, so that a turn is to be had at once.
     */
    public Optional<Turn> tryTake(String name) throws IOException {
        if (!CHANNELS.containsKey(file) && !Files.isWritable(file.resolveSibling("."))) {
            return Optional.of(new Turn(Optional.empty()));
        }
        try {
            return Optional.ofNullable(channel().tryLock(position(name), 1, false))
                    .map(lock -> new Turn(Optional.of(lock)));
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return Optional.empty();
        }
    }

    /** The folder may be deleted and made again: others then lock another file. */
    private FileChannel channel() throws IOException {
        Opened open = CHANNELS.get(file);
        if (open != null && open.isAt(file)) {
            return open.channel();
        }
        synchronized (CHANNELS) {
            Opened first = CHANNELS.get(file);
            if (first == null || !first.isAt(file)) {
                first = Opened.at(file);
                CHANNELS.put(file, first);
            }
            return first.channel();
        }
    }

    private static long position(String name) {
        String hex = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        return Long.parseLong(hex.substring(0, HEX_DIGITS_OF_POSITION), 16);
    }
}
