package dev.jbuild.cdn.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock among processes and threads.
 *
 * <p>A lock on a file is held by a process, so the threads of one have a lock of their own in front
 * of it: first that, then the file's. The operating system frees the file's when the process ends,
 * however it ends.
 */
final class FolderLock {
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;

    FolderLock(Path file) {
        this.file = file;
    }

    interface Action<T> {
        T run() throws IOException;
    }

    <T> T hold(Action<T> action) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(file, path -> new ReentrantLock());
        threads.lock();
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return action.run();
            }
        } finally {
            threads.unlock();
        }
    }
}
