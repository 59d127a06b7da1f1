package dev.jbuild.engine.lower;

import java.util.ArrayList;
import java.util.List;

/** Paths within an image, which are Linux paths wherever jbuild itself runs. */
final class Paths {
    private Paths() {}

    /**
     * {@code path} seen from {@code folder}: absolute, without {@code .}, {@code ..} and a slash at
     * its end.
     */
    static String resolve(String folder, String path) {
        List<String> parts = new ArrayList<>();
        String full = path.startsWith("/") ? path : folder + "/" + path;
        for (String part : full.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                }
                default -> parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** Whether the text can only mean a folder. */
    static boolean namesFolder(String path) {
        return path.endsWith("/") || path.equals(".") || path.endsWith("/.");
    }
}
