package dev.jbuild.buildkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a folder, to see whether somebody has changed anything there. */
public final class FolderListing {
    private FolderListing() {}

    /** All that there is, by path, with modes, times and contents. */
    public static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                listing.put(
                        path.toString(),
                        Files.readAttributes(
                                                path,
                                                "unix:mode,lastModifiedTime,size",
                                                LinkOption.NOFOLLOW_LINKS)
                                        .toString()
                                + (Files.isRegularFile(path) ? Files.readString(path) : ""));
            }
        }
        return listing;
    }
}
