package dev.jbuild.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large the cache may be. */
public sealed interface CacheSize {
    /** What is taken when nobody says anything: a tenth of the disk. */
    static CacheSize usual() {
        return new Share(10);
    }

    /** As many bytes. */
    record Bytes(long count) implements CacheSize {}

    /** A share of the disk, in percent of its size. */
    record Share(int percent) implements CacheSize {}

    /**
     * In bytes.
     *
     * @param folder of the cache, or where it will be; tells the disk
     */
    default long on(Path folder) throws IOException {
        return switch (this) {
            case Bytes(long count) -> count;
            case Share(int percent) -> {
                Path existing = folder.toAbsolutePath();
                while (existing.getParent() != null && !Files.exists(existing)) {
                    existing = existing.getParent();
                }
                yield Files.getFileStore(existing).getTotalSpace() / 100 * percent;
            }
        };
    }
}
