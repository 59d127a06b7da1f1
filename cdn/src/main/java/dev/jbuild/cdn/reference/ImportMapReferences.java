package dev.jbuild.cdn.reference;

import dev.jbuild.cdn.reference.Reference.Integrity;
import dev.jbuild.cdn.reference.Reference.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the import map of a page. What it says of an address holds for imports that resolve to
 * exactly that, so its keys are references like its values; names of modules are none. Behind a key
 * of {@code integrity} stands the hash of what the key names.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/webappapis.html#import-maps">HTML</a>
 */
final class ImportMapReferences {
    private static final Pattern PART = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[{}:,]");
    private static final Pattern ADDRESS =
            Pattern.compile("(/|\\./|\\.\\./|https?://)[^\\\\]*[^\\\\/]");
    private static final String INTEGRITY = "integrity";

    private final Matcher parts;
    private final String text;
    private final List<Reference> found = new ArrayList<>();
    private int depth;
    private boolean isValue;
    private String section = "";
    private Optional<Reference> hashed = Optional.empty();

    private ImportMapReferences(String text) {
        this.text = text;
        this.parts = PART.matcher(text);
    }

    static References in(String text) {
        ImportMapReferences map = new ImportMapReferences(text);
        while (map.parts.find()) {
            map.part(map.text.charAt(map.parts.start()));
        }
        return References.of(map.found);
    }

    private void part(char first) {
        switch (first) {
            case '{' -> {
                depth++;
                isValue = false;
            }
            case '}' -> {
                depth--;
                isValue = false;
            }
            case ':' -> isValue = true;
            case ',' -> isValue = false;
            default -> string(parts.start(1), parts.end(1));
        }
    }

    private void string(int start, int end) {
        boolean hashes = section.equals(INTEGRITY);
        if (depth == 1 && !isValue) {
            section = text.substring(start, end);
        } else if (hashes && isValue) {
            hashed.ifPresent(key -> found.add(key.with(new Integrity(start, end, true, true))));
            hashed = Optional.empty();
        } else if (ADDRESS.matcher(text).region(start, end).matches()) {
            Reference address = Reference.of(text, start, end, Kind.ASSET);
            if (hashes) {
                hashed = Optional.of(address);
            } else {
                found.add(address);
            }
        }
    }
}
