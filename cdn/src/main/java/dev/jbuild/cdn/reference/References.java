package dev.jbuild.cdn.reference;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file names.
 *
 * @param found in the order of the text; none overlap
 * @param computed whether it loads modules by addresses that it puts together as it runs
 * @param doubt why the file could not be read with certainty; then nothing is found in it
 */
public record References(List<Reference> found, boolean computed, Optional<String> doubt) {
    public References {
        found = found.stream().sorted(Comparator.comparingInt(Reference::start)).toList();
    }

    static References of(List<Reference> found) {
        return new References(found, false, Optional.empty());
    }

    static References unsure(String doubt) {
        return new References(List.of(), false, Optional.of(doubt));
    }

    /** Whether files of this name are read for references. */
    public static boolean areIn(String path) {
        return switch (extension(path)) {
            case "css", "js", "mjs", "html", "htm", "map" -> true;
            default -> false;
        };
    }

    /**
     * Reads a file.
     *
     * @param text one character per byte, so that places in the text are places in the file
     */
    public static References in(String path, String text) {
        if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe")) {
            return unsure("it is UTF-16");
        }
        return switch (extension(path)) {
            case "css" -> CssReferences.in(text);
            case "js", "mjs" -> JsReferences.in(text);
            case "html", "htm" -> HtmlReferences.in(text);
            case "map" -> MapReferences.in(text);
            default -> of(List.of());
        };
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
