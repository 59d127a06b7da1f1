package dev.jbuild.cdn.reference;

import java.util.Optional;

/**
 * A place in a file that names another one.
 *
 * @param start index of the first character of the address
 * @param end index behind its last character
 * @param url the address as it is written
 * @param integrity where the hash of what is named stands or could stand
 */
public record Reference(int start, int end, String url, Kind kind, Optional<Integrity> integrity) {
    /** What becomes of the file that is named. */
    public enum Kind {
        /** A module that is loaded along with this one. */
        IMPORT,
        /** A module that is loaded when it is needed. */
        DYNAMIC_IMPORT,
        /** A style sheet. */
        STYLE,
        /** A source map, or from a source map its file. */
        SOURCE_MAP,
        /** A script or style sheet that is fetched early for another element of the page. */
        PRELOAD,
        /** Anything else: an image, a font, a page. */
        ASSET
    }

    /**
     * The {@code integrity} attribute of an HTML element, or the hash in an import map.
     *
     * @param start index where the value starts or, when there is none, where an attribute may be
     *     put
     * @param end index behind the value
     * @param present whether there is a value
     * @param crossorigin whether the element says how it asks other origins
     */
    public record Integrity(int start, int end, boolean present, boolean crossorigin) {
        private Integrity shifted(int by) {
            return new Integrity(start + by, end + by, present, crossorigin);
        }
    }

    static Reference of(String text, int start, int end, Kind kind) {
        return new Reference(start, end, text.substring(start, end), kind, Optional.empty());
    }

    Reference with(Integrity slot) {
        return new Reference(start, end, url, kind, Optional.of(slot));
    }

    /** The same in a text that starts {@code by} characters earlier. */
    Reference shifted(int by) {
        return new Reference(
                start + by, end + by, url, kind, integrity.map(slot -> slot.shifted(by)));
    }
}
