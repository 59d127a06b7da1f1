package dev.jbuild.cdn.reference;

import dev.jbuild.cdn.reference.Reference.Integrity;
import dev.jbuild.cdn.reference.Reference.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads pages: attributes that hold addresses, inline styles, import maps, and inline scripts that
 * are modules or plain JavaScript. A page with a {@code <base>} is left alone, since its addresses
 * mean something else.
 *
 * <p>A page of XHTML is read by the same rules, but for what XML ends otherwise: an element may be
 * empty, and marked sections hold what looks like an end.
 */
final class HtmlReferences {
    private static final String SECTION = "<![CDATA[";
    private static final String SECTION_END = "]]>";

    private final String text;
    private final boolean xml;
    private final List<Reference> found = new ArrayList<>();
    private Optional<String> doubt = Optional.empty();
    private boolean computed;
    private int at;

    private HtmlReferences(String text, boolean xml) {
        this.text = text;
        this.xml = xml;
    }

    static References in(String text) {
        return new HtmlReferences(text, false).references();
    }

    static References inXml(String text) {
        return new HtmlReferences(text, true).references();
    }

    private References references() {
        run();
        return doubt.isPresent()
                ? References.unsure(doubt.get())
                : new References(found, computed, Optional.empty());
    }

    private void run() {
        for (int open = text.indexOf('<', at); open >= 0; open = text.indexOf('<', at)) {
            if (text.startsWith("<!--", open)) {
                at = behind("-->", open + 4);
            } else if (xml && text.startsWith(SECTION, open)) {
                at = behind(SECTION_END, open);
            } else if (xml && text.startsWith("<?", open)) {
                at = behind("?>", open);
            } else if (open + 1 < text.length() && Character.isLetter(text.charAt(open + 1))) {
                at = open + 1;
                element();
            } else {
                at = open + 1;
            }
        }
    }

    private int behind(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private void element() {
        int start = at;
        while (at < text.length()
                && !isSpace(text.charAt(at))
                && "/>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        Map<String, Value> attributes = attributes();
        if (name.equals("base") && attributes.containsKey("href")) {
            doubt = Optional.of("it has a <base>");
        }
        addresses(name, attributes);
        if (xml && text.startsWith("/>", at - 2)) {
            return;
        }
        switch (name) {
            case "script" -> script(attributes);
            case "style" -> embedded(name, CssReferences::in);
            case "textarea", "title", "xmp", "noembed" ->
                    embedded(name, body -> References.of(List.of()));
            default -> {}
        }
    }

    private void addresses(String element, Map<String, Value> attributes) {
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            Value value = attribute.getValue();
            switch (attribute.getKey()) {
                case "src", "href", "poster", "data" ->
                        address(value, element, attributes).ifPresent(found::add);
                case "srcset", "imagesrcset" -> candidates(value);
                case "style" ->
                        CssReferences.in(value.in(text)).found().stream()
                                .map(reference -> reference.shifted(value.start))
                                .filter(reference -> isPlain(reference.url()))
                                .forEach(found::add);
                default -> {}
            }
        }
    }

    private Optional<Reference> address(
            Value value, String element, Map<String, Value> attributes) {
        int start = value.start;
        int end = value.end;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end || !isPlain(text.substring(start, end))) {
            return Optional.empty();
        }
        String rel = rel(attributes);
        Kind kind = kind(element, rel, attributes);
        Reference reference = Reference.of(text, start, end, kind);
        // What has a hash keeps one: a preload whose hash is another one is fetched in vain.
        boolean checked =
                attributes.containsKey("integrity")
                        || element.equals("script")
                        || kind == Kind.PRELOAD
                        || (element.equals("link")
                                && (rel.contains(" stylesheet ")
                                        || rel.contains(" modulepreload ")));
        return Optional.of(checked ? reference.with(slot(value, attributes)) : reference);
    }

    private Kind kind(String element, String rel, Map<String, Value> attributes) {
        if (rel.contains(" stylesheet ")) {
            return Kind.STYLE;
        }
        String as = lowerCase(attributes.get("as"));
        return element.equals("link")
                        && rel.contains(" preload ")
                        && (as.equals("script") || as.equals("style"))
                ? Kind.PRELOAD
                : Kind.ASSET;
    }

    private String rel(Map<String, Value> attributes) {
        return " " + lowerCase(attributes.get("rel")).replaceAll("\\s+", " ") + " ";
    }

    private String lowerCase(@Nullable Value value) {
        return value == null ? "" : value.in(text).trim().toLowerCase(Locale.ROOT);
    }

    private static Integrity slot(Value address, Map<String, Value> attributes) {
        boolean crossorigin = attributes.containsKey("crossorigin");
        Value integrity = attributes.get("integrity");
        return integrity == null
                ? new Integrity(address.behind, address.behind, false, crossorigin)
                : new Integrity(integrity.start, integrity.end, true, crossorigin);
    }

    /** {@code a.png 1x, b.png 2x}. */
    private void candidates(Value value) {
        int i = value.start;
        while (i < value.end) {
            while (i < value.end && (isSpace(text.charAt(i)) || text.charAt(i) == ',')) {
                i++;
            }
            int start = i;
            while (i < value.end && !isSpace(text.charAt(i))) {
                i++;
            }
            int end = i;
            while (end > start && text.charAt(end - 1) == ',') {
                end--;
            }
            if (end > start && isPlain(text.substring(start, end))) {
                found.add(Reference.of(text, start, end, Kind.ASSET));
            }
            if (end == i) {
                int comma = text.indexOf(',', i);
                i = comma < 0 || comma > value.end ? value.end : comma + 1;
            }
        }
    }

    /** Whether an address means what it says: character references stand only behind the path. */
    private static boolean isPlain(String url) {
        int entity = url.indexOf('&');
        if (entity < 0) {
            return true;
        }
        int query = url.indexOf('?');
        return query >= 0 && query < entity;
    }

    private void script(Map<String, Value> attributes) {
        String kind = lowerCase(attributes.get("type"));
        embedded(
                "script",
                switch (kind) {
                    case "", "module", "text/javascript", "application/javascript" ->
                            JsReferences::in;
                    case "importmap" -> ImportMapReferences::in;
                    default -> body -> References.of(List.of());
                });
    }

    private interface Reader {
        References in(String body);
    }

    /** The text up to the end tag, which follows no rules of HTML. */
    private void embedded(String element, Reader reader) {
        int end = at;
        String close = "</" + element;
        while (end < text.length() && !text.regionMatches(true, end, close, 0, close.length())) {
            end = xml && text.startsWith(SECTION, end) ? behind(SECTION_END, end) : end + 1;
        }
        int start = at;
        at = end;
        String body = text.substring(start, end);
        if (xml && body.indexOf('&') >= 0 && !body.contains(SECTION)) {
            // Its character references are not what a reader of scripts or styles expects.
            return;
        }
        References references = reader.in(body);
        references.found().forEach(reference -> found.add(reference.shifted(start)));
        computed |= references.computed();
    }

    /**
     * The attributes of the tag that starts here, by lower-case name; the first of a name counts.
     */
    private Map<String, Value> attributes() {
        Map<String, Value> attributes = new TreeMap<>();
        while (at < text.length() && text.charAt(at) != '>') {
            if (isSpace(text.charAt(at)) || text.charAt(at) == '/') {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length()
                    && !isSpace(text.charAt(at))
                    && ("=>/".indexOf(text.charAt(at)) < 0 || at == start)) {
                at++;
            }
            String name = text.substring(start, at).toLowerCase(Locale.ROOT);
            attributes.putIfAbsent(name, value());
        }
        at = Math.min(at + 1, text.length());
        return attributes;
    }

    private Value value() {
        int sign = skipSpace(at);
        if (sign >= text.length() || text.charAt(sign) != '=') {
            return new Value(at, at, at);
        }
        int start = skipSpace(sign + 1);
        if (start >= text.length()) {
            at = start;
            return new Value(at, at, at);
        }
        char quote = text.charAt(start);
        if (quote == '"' || quote == '\'') {
            int close = text.indexOf(quote, start + 1);
            int end = close < 0 ? text.length() : close;
            at = Math.min(end + 1, text.length());
            return new Value(start + 1, end, at);
        }
        at = start;
        while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
        return new Value(start, at, at);
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    /**
     * An attribute's value.
     *
     * @param behind index behind the closing quote
     */
    private record Value(int start, int end, int behind) {
        String in(String text) {
            return text.substring(start, end);
        }
    }
}
