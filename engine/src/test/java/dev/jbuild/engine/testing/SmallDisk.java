package dev.jbuild.engine.testing;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory over a folder, for tests that run as root. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one; the test is skipped where nobody may. */
    public static SmallDisk mount(Path folder, int kilobytes)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "mounting needs root");
        SmallDisk disk = new SmallDisk(folder);
        Assumptions.assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", disk.path()),
                "mounting is not allowed here");
        return disk;
    }

    public void resize(int kilobytes) throws IOException, InterruptedException {
        require("mount", "-o", "remount,size=" + kilobytes + "k", path());
    }

    public void readOnly() throws IOException, InterruptedException {
        // Not `remount`, which a file that is open for writing forbids.
        require("mount", "--bind", path(), path());
        require("mount", "-o", "remount,bind,ro", path());
    }

    private String path() {
        return folder.toString();
    }

    private static void require(String... command) throws IOException, InterruptedException {
        if (!call(command)) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Override
    public void close() throws IOException {
        try {
            // Twice where it was made read-only; lazily, since files may be open.
            while (call("mountpoint", "-q", path())) {
                require("umount", "-l", path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
