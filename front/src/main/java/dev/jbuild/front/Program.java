package dev.jbuild.front;

import dev.jbuild.front.ledger.Fact;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** How its jars look. Another jbuild, or this one with another jar, has others. */
    public static List<Fact.Look> looks(Path folder) throws IOException {
        String[] names = folder.toFile().list((_, name) -> name.endsWith(".jar"));
        if (names == null) {
            throw new IOException("cannot list " + folder);
        }
        Arrays.sort(names);
        List<Fact.Look> looks = new ArrayList<>();
        for (String name : names) {
            Fact.Look.at(folder.resolve(name)).ifPresent(looks::add);
        }
        return looks;
    }
}
