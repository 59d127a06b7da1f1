package dev.jbuild.engine.doctor;

import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.disk.Upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the cache: whether it can be written, has room, and holds what it was given. */
final class CacheCheck {
    private static final String SUBJECT = "cache";
    private static final long MEGABYTE = 1_000_000;

    /** Reading more takes longer than one cares to wait. */
    private static final long READ_AT_ONCE = 5000 * MEGABYTE;

    private CacheCheck() {}

    static List<Finding> of(Path state) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            Files.createDirectories(state);
            findings.add(
                    DiskCheck.of(
                            "disk of the cache",
                            state,
                            "make room, or `jbuild cache gc --cache-size SIZE`, or move the cache:"
                                    + " JBUILD_HOME names its folder"));
            findings.add(
                    Files.isWritable(state)
                            ? content(DiskCache.open(state, damage -> {}).upkeep())
                            : unusable(state, "it is not yours to write"));
        } catch (IOException e) {
            findings.add(unusable(state, e.toString()));
        }
        return findings;
    }

    private static Finding unusable(Path state, String why) {
        return Finding.broken(
                SUBJECT,
                "`" + state + "` cannot be used: " + why,
                "`sudo chown -R \"$USER\" " + state + "`, or name another folder in JBUILD_HOME");
    }

    private static Finding content(Upkeep upkeep) throws IOException, InterruptedException {
        Upkeep.Status status = upkeep.status();
        String size = status.records() + " results, " + status.bytes() / MEGABYTE + " MB";
        if (status.bytes() > READ_AT_ONCE) {
            return Finding.well(SUBJECT, size + "; `jbuild cache verify` reads all of it");
        }
        Upkeep.Verified read = upkeep.verify();
        return read.damages().isEmpty() && read.incomplete() == 0
                ? Finding.well(SUBJECT, size + ", all of it is as it was written")
                : Finding.broken(
                        SUBJECT,
                        size
                                + ", of which "
                                + (read.damages().size() + read.incomplete())
                                + " were damaged and are removed now",
                        "nothing is lost, it is built again; when this comes back, check the disk"
                                + " with `sudo smartctl -a` and `dmesg`");
    }
}
