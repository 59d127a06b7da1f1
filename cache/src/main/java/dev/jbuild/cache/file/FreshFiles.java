package dev.jbuild.cache.file;

import dev.jbuild.cache.file.FileStat.Kind;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Files that this process has just put in their places, and whose content it knows. Usually a file
 * has to have been left alone for some time until its digest can be {@linkplain FileDigests
 * trusted}. These can be at once, and the next build need not read them:
 *
 * <ul>
 *   <li>Each bears a time that this process has given it, to the nanosecond. Who writes to it gives
 *       it another one. So a look that shows this very time shows what was written here.
 *   <li>What comes after the look shows later on, if it gets a time of change that differs from
 *       that in the look. It does, once the clock of the file system has moved on: that is so when
 *       the folder of the file, touched after all looks, shows a later time. Where the clock is too
 *       slow for that, nothing is learnt.
 * </ul>
 */
public final class FreshFiles {
    /** In milliseconds: what the clocks of most file systems take for a step, or longer. */
    private static final long STEP = 10;

    private final FileDigests digests;
    private final Map<Path, List<Fresh>> byFolder = new ConcurrentHashMap<>();

    private record Fresh(Path file, FileStat look, Digest content) {}

    public FreshFiles(FileDigests digests) {
        this.digests = digests;
    }

    /**
     * Looks at a file that is in its place.
     *
     * @param file absolute
     * @param time that it was given, and that no file had before
     */
    public void add(Path file, FileTime time, Digest content) throws IOException {
        FileStat look = FileStat.of(file).orElse(null);
        Path folder = file.getParent();
        if (look != null
                && folder != null
                && look.kind() == Kind.FILE
                && look.modifiedNanos() == time.to(TimeUnit.NANOSECONDS)) {
            byFolder.compute(
                    folder,
                    (_, files) -> {
                        List<Fresh> all = files == null ? new ArrayList<>() : files;
                        all.add(new Fresh(file, look, content));
                        return all;
                    });
        }
    }

    /** All files are in their places. */
    public void settle() {
        if (byFolder.isEmpty()) {
            return;
        }
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        byFolder.forEach(this::settle);
    }

    private void settle(Path folder, List<Fresh> files) {
        long now;
        try {
            now = touch(folder);
        } catch (IOException e) {
            // Not ours to touch. Its files are read the next time, as any others.
            return;
        }
        for (Fresh fresh : files) {
            if (fresh.look().changedNanos() < now) {
                digests.learn(fresh.file(), fresh.look(), fresh.content());
            }
        }
    }

    /** The time by the clock of a folder's file system. The folder has been changed anyway. */
    private static long touch(Path folder) throws IOException {
        Files.getFileAttributeView(folder, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(Instant.now()), null, null);
        return FileStat.of(folder)
                .filter(look -> look.kind() == Kind.FOLDER)
                .map(FileStat::changedNanos)
                .orElse(Long.MIN_VALUE);
    }
}
