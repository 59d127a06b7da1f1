package dev.jbuild.front;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** This jbuild, as it lies on the disk. */
public final class Program {
    /** The property by which the launcher tells the folder of the jars. */
    public static final String FOLDER = "jbuild.lib";

    private Program() {}

    /**
     * The folder of its jars, with links resolved.
     *
     * @param told the property {@link #FOLDER}
     * @throws IOException when it was not started by the launcher
     */
    public static Path folder(@Nullable String told) throws IOException {
        if (told == null) {
            throw new IOException("not started by the launcher");
        }
        return Path.of(told).toRealPath();
    }
}
