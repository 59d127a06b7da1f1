package dev.jbuild.engine.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks how much room there is. */
final class DiskCheck {
    private static final long MEGABYTE = 1_000_000;
    private static final long TOO_LITTLE = 500 * MEGABYTE;
    private static final long LITTLE = 5000 * MEGABYTE;

    private DiskCheck() {}

    /**
     * Looks at the disk of a folder that exists.
     *
     * @param cure how to get more room
     */
    static Finding of(String subject, Path folder, String cure) {
        try {
            FileStore store = Files.getFileStore(folder);
            long free = store.getUsableSpace();
            String text =
                    free / MEGABYTE
                            + " MB of "
                            + store.getTotalSpace() / MEGABYTE
                            + " MB are free in `"
                            + folder
                            + "`";
            return free < TOO_LITTLE
                    ? Finding.broken(subject, "only " + text, cure)
                    : free < LITTLE
                            ? Finding.lacking(subject, "only " + text, cure)
                            : Finding.well(subject, text);
        } catch (IOException e) {
            return Finding.broken(subject, "`" + folder + "` cannot be looked at: " + e, cure);
        }
    }
}
