package dev.jbuild.cache.room;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Something is larger than a disk has room for. */
public final class NoRoomException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private static final long MEGABYTE = 1_000_000;

    NoRoomException(Path folder, long come, long free) {
        super(
                "there is no room for more in `"
                        + folder
                        + "`: "
                        + come / MEGABYTE
                        + " MB came, of "
                        + free / MEGABYTE
                        + " MB that were free");
    }
}
