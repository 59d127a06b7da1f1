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
    /** In UTF-8, one character per byte. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

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
            case "css", "js", "mjs", "html", "htm", "xhtml", "map" -> true;
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
        // A mark in front would look like the beginning of the first word.
        return text.startsWith(BYTE_ORDER_MARK)
                ? read(path, text.substring(BYTE_ORDER_MARK.length()))
                        .shifted(BYTE_ORDER_MARK.length())
                : read(path, text);
    }

    private References shifted(int by) {
        return new References(
                found.stream().map(reference -> reference.shifted(by)).toList(), computed, doubt);
    }

    private static References read(String path, String text) {
        return switch (extension(path)) {
            case "css" -> CssReferences.in(text);
            case "js", "mjs" -> JsReferences.in(text);
            case "html", "htm" -> HtmlReferences.in(text);
            case "xhtml" -> HtmlReferences.inXml(text);
            case "map" -> MapReferences.in(text);
            default -> of(List.of());
        };
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
