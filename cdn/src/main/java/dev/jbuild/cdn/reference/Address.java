package dev.jbuild.cdn.reference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses within a release. */
public final class Address {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final String SLASH = "%2F";

    private Address() {}

    /**
     * The path in the release that an address leads to, empty when it leads elsewhere.
     *
     * @param from path of the file that the address stands in, which is a name and no address
     * @param url as written, one character per byte
     * @param base what stands in front of the release's paths where they are served
     */
    public static Optional<String> resolve(String from, String url, String base) {
        String path = url.substring(0, pathEnd(url));
        String folder = "";
        String local;
        if (path.isEmpty() || path.endsWith("/")) {
            return Optional.empty();
        } else if (path.startsWith("//")) {
            // The name of a host follows, also where the base is a path.
            String host = base.contains("://") ? base.substring(base.indexOf("//")) : base;
            if (!host.startsWith("//") || !path.startsWith(host)) {
                return Optional.empty();
            }
            local = path.substring(host.length());
        } else if (path.startsWith(base)) {
            local = path.substring(base.length());
        } else if (path.startsWith("/") || hasScheme(path)) {
            return Optional.empty();
        } else {
            folder = from.substring(0, from.lastIndexOf('/') + 1);
            local = path;
        }
        return normal(folder + decode(local));
    }

    /**
     * An address that leads to the same folder, but to another file there.
     *
     * @param name the file's name
     */
    public static String renamed(String url, String name) {
        int end = pathEnd(url);
        return url.substring(0, nameStart(url, end)) + encode(name) + url.substring(end);
    }

    /** Where the name of the file begins: behind the last slash, which may be an escape. */
    private static int nameStart(String url, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (url.charAt(i) == '/') {
                return i + 1;
            }
            if (url.regionMatches(true, i, SLASH, 0, SLASH.length())) {
                return i + SLASH.length();
            }
        }
        return 0;
    }

    private static int pathEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static boolean hasScheme(String url) {
        return SCHEME.matcher(url).lookingAt();
    }

    private static Optional<String> normal(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (names.isEmpty()) {
                        return Optional.empty();
                    }
                    names.removeLast();
                }
                default -> names.add(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    /**
     * Reads percent escapes and UTF-8.
     *
     * @param url one character per byte
     */
    public static String decode(String url) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '%' && isHex(url, i + 1) && isHex(url, i + 2)) {
                bytes.write(Integer.parseInt(url, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int i) {
        return i < text.length() && Character.digit(text.charAt(i), 16) >= 0;
    }

    /** Escapes all but what an address may hold anywhere, in HTML, CSS and scripts. */
    private static String encode(String name) {
        StringBuilder url = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~@+".indexOf(c) >= 0)) {
                url.append(c);
            } else {
                url.append('%').append(String.format("%02X", (int) c));
            }
        }
        return url.toString();
    }
}
