package dev.jbuild.cdn.release;

import java.util.Locale;
import java.util.Map;

/**
 * What a file is, by the end of its name. A table of our own: those of hosts differ, and some call
 * a script plain text.
 */
public final class ContentTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final String UTF_8 = "; charset=utf-8";

    private static final Map<String, String> TYPES =
            Map.<String, String>ofEntries(
                    Map.entry("html", "text/html" + UTF_8),
                    Map.entry("htm", "text/html" + UTF_8),
                    Map.entry("css", "text/css" + UTF_8),
                    Map.entry("js", "text/javascript" + UTF_8),
                    Map.entry("mjs", "text/javascript" + UTF_8),
                    Map.entry("cjs", "text/javascript" + UTF_8),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("jsonld", "application/ld+json"),
                    Map.entry("geojson", "application/geo+json"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("xhtml", "application/xhtml+xml"),
                    Map.entry("rss", "application/rss+xml"),
                    Map.entry("atom", "application/atom+xml"),
                    Map.entry("txt", "text/plain" + UTF_8),
                    Map.entry("md", "text/markdown" + UTF_8),
                    Map.entry("csv", "text/csv" + UTF_8),
                    Map.entry("vtt", "text/vtt" + UTF_8),
                    Map.entry("ics", "text/calendar" + UTF_8),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("apng", "image/apng"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("jxl", "image/jxl"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("tif", "image/tiff"),
                    Map.entry("tiff", "image/tiff"),
                    Map.entry("ico", "image/vnd.microsoft.icon"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("ttf", "font/ttf"),
                    Map.entry("otf", "font/otf"),
                    Map.entry("eot", "application/vnd.ms-fontobject"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("opus", "audio/ogg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("flac", "audio/flac"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("ogv", "video/ogg"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("m3u8", "application/vnd.apple.mpegurl"),
                    Map.entry("ts", "video/mp2t"),
                    Map.entry("glb", "model/gltf-binary"),
                    Map.entry("gltf", "model/gltf+json"));

    private ContentTypes() {}

    /** The value of {@code Content-Type} for a path. */
    public static String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals("apple-app-site-association")) {
            return "application/json";
        }
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return UNKNOWN;
        }
        return TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** Whether the table says what a file is. */
    public static boolean isKnown(String path) {
        return !of(path).equals(UNKNOWN);
    }

    /** Whether content of this type is a page: people link to it and keep its address. */
    public static boolean isPage(String type) {
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }

    /** Whether content of this type gets smaller when it is compressed. */
    public static boolean isCompressible(String type) {
        String plain = type.substring(0, type.indexOf(';') < 0 ? type.length() : type.indexOf(';'));
        return plain.startsWith("text/")
                || plain.endsWith("+xml")
                || plain.endsWith("json")
                || plain.startsWith("model/")
                || switch (plain) {
                    case "application/xml",
                            "application/wasm",
                            "application/vnd.apple.mpegurl",
                            "application/vnd.ms-fontobject",
                            "font/ttf",
                            "font/otf",
                            "image/bmp",
                            "image/vnd.microsoft.icon" ->
                            true;
                    default -> false;
                };
    }
}
