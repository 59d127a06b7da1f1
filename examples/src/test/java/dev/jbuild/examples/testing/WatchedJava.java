package dev.jbuild.examples.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A home of a Java whose {@code java} takes one more option, for launchers that pass none on. */
public final class WatchedJava {
    private WatchedJava() {}

    /**
     * Makes a home.
     *
     * @param home where; not there yet
     * @param real the Java that runs
     * @param option in place of the one that turns all logging off
     */
    public static Path make(Path home, Path real, String option) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.copy(real.resolve("release"), home.resolve("release"));
        Path java =
                Files.writeString(
                        bin.resolve("java"),
                        String.join(
                                "\n",
                                List.of(
                                        "#!/bin/sh",
                                        "for argument; do",
                                        "    shift",
                                        "    [ \"$argument\" = -Xlog:disable ]"
                                                + " || set -- \"$@\" \"$argument\"",
                                        "done",
                                        "exec '" + real + "/bin/java' " + option + " \"$@\"",
                                        "")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
