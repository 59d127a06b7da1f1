package dev.jbuild.examples.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies of the examples, as somebody has them who cloned the repository. */
public final class TrackedFiles {
    private TrackedFiles() {}

    /** Copies what git tracks below {@code folder}; what was built there stays behind. */
    public static void copy(Path folder, Path destination)
            throws IOException, InterruptedException {
        String names = Processes.output(List.of("git", "-C", folder.toString(), "ls-files", "-z"));
        for (String name : names.split("\0", 0)) {
            Path copy = destination.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(folder.resolve(name), copy);
        }
    }
}
