package dev.jbuild.cache.room;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The room that a disk has for something whose size nobody knows beforehand, or nobody is to be
 * believed. Whoever fills it is stopped while a little is left for others. Safe for use by many
 * threads.
 *
 * <p>There is no size that would be too large for a build and small enough for every disk, so the
 * disk itself is asked: at first when much has come, since what is small is let through, and then
 * after each portion, which becomes smaller as the room does. So it costs an addition for most of
 * what comes, and what others write or remove meanwhile counts.
 */
public final class Room {
    /** What comes between two looks at the disk, and before the first. */
    private static final long PORTION = 64L << 20;

    /** Near the end, where a look is cheap beside what it prevents. */
    private static final long LEAST = 1L << 20;

    /** Of the size of the disk, what is left to others. */
    private static final int PERCENT_LEFT = 1;

    /** More would be a hindrance: systems go on with less. */
    private static final long MOST_LEFT = 200L << 20;

    private final Path folder;
    private final LongSupplier usable;
    private final long left;
    private final long free;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();

    /** In bytes; guarded by {@link #lock}, as what follows. */
    private long come;

    /** What has come when the disk is looked at again. */
    private long next = PORTION;

    /** Shares that are not closed. */
    private long promised;

    /**
     * @param folder for people
     * @param size of the disk
     * @param usable what is free of it
     */
    Room(Path folder, long size, LongSupplier usable) {
        this.folder = folder;
        this.usable = usable;
        this.left = Math.min(MOST_LEFT, size / 100 * PERCENT_LEFT);
        this.free = usable.getAsLong();
    }

    /**
     * The room on the disk of a folder that is there. A disk that does not tell its size has any.
     */
    public static Room in(Path folder) {
        // Not by way of a file store, for which Java reads the table of all mounts.
        long size = folder.toFile().getTotalSpace();
        return new Room(
                folder, size, size == 0 ? () -> Long.MAX_VALUE : folder.toFile()::getUsableSpace);
    }

    /**
     * Opens a file for what comes from elsewhere.
     *
     * @param file in a folder that is there
     */
    public static OutputStream file(Path file) throws IOException {
        Room room = in(file.toAbsolutePath().resolveSibling(""));
        return room.guard(Files.newOutputStream(file));
    }

    /**
     * Takes note of bytes that one thread is about to write, and nobody else at the same time.
     *
     * @throws NoRoomException when that would be too much
     */
    public void take(long bytes) throws NoRoomException {
        share(bytes).close();
    }

    /**
     * Room for bytes that are about to be written, until it is closed, when they are.
     *
     * @throws NoRoomException when that would be too much
     */
    public Share share(long bytes) throws NoRoomException {
        lock.lock();
        try {
            come += bytes;
            if (come >= next) {
                look(bytes);
            }
            promised += bytes;
            return new Share(bytes);
        } finally {
            lock.unlock();
        }
    }

    private void look(long bytes) throws NoRoomException {
        // How much of the promised is on the disk already, only those who write it know. It
        // matters when room is short; then they come to their end first.
        while (promised > 0 && usable.getAsLong() - left - promised < bytes) {
            written.awaitUninterruptibly();
        }
        long room = usable.getAsLong() - left - promised - bytes;
        if (room < 0) {
            throw new NoRoomException(folder, come, free);
        }
        next = come + Math.clamp(room / 2, LEAST, PORTION);
    }

    /** A part of the room. */
    public final class Share implements AutoCloseable {
        private final long bytes;

        private Share(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                promised -= bytes;
                written.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Has all that is written to a stream take its room first. */
    public OutputStream guard(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                take(1);
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                take(length);
                out.write(bytes, from, length);
            }
        };
    }
}
