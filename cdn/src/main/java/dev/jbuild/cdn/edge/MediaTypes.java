package dev.jbuild.cdn.edge;

import dev.jbuild.cdn.release.ContentTypes;

import java.util.Locale;
import java.util.Map;

/** What servers say of files whose type is known, and what browsers make of that. */
final class MediaTypes {
    private static final String UNTYPED = "application/octet-stream";

    /** Other names of a type that servers have in their tables, with ours. */
    private static final Map<String, String> OURS =
            Map.of(
                    "application/javascript", "text/javascript",
                    "application/x-javascript", "text/javascript",
                    "text/xml", "application/xml",
                    "image/x-icon", "image/vnd.microsoft.icon",
                    "image/x-ms-bmp", "image/bmp",
                    "audio/x-m4a", "audio/mp4",
                    "audio/x-wav", "audio/wav",
                    "audio/x-flac", "audio/flac",
                    "application/x-gzip", "application/gzip",
                    "application/font-woff", "font/woff");

    private MediaTypes() {}

    /** Whether two values of {@code Content-Type} name one type; parameters aside. */
    static boolean areSame(String a, String b) {
        return ours(a).equals(ours(b));
    }

    /** Whether a file does its work although the server does not know its type. */
    static boolean isGoodEnough(String served, String path) {
        return ours(served).equals(UNTYPED) && isNeverChecked(path);
    }

    /** Whether only such readers ask for a file as know what they get. */
    private static boolean isNeverChecked(String path) {
        String type = ours(ContentTypes.of(path));
        return path.endsWith(".map")
                || type.startsWith("font/")
                || type.startsWith("model/")
                || switch (type) {
                    case "application/manifest+json",
                            "application/geo+json",
                            "application/vnd.ms-fontobject" ->
                            true;
                    default -> false;
                };
    }

    private static String ours(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        String plain = type.strip().toLowerCase(Locale.ROOT);
        return OURS.getOrDefault(plain, plain);
    }
}
