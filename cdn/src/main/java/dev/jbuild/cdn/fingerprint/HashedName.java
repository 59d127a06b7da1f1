package dev.jbuild.cdn.fingerprint;

import dev.jbuild.model.Digest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with a hash: how ours look, and which names of others are taken for one.
 *
 * <p>A name that only looks hashed would be served as if it never changed, so that the look has to
 * be strict: what a bundler made without a digit in it is not recognised, and costs no more than a
 * second hash.
 */
final class HashedName {
    /** 64 bits: enough to tell the versions of one file apart. */
    private static final int LENGTH = 16;

    private static final Pattern MAP = Pattern.compile("\\.[^./]+\\.map$");

    /** Of webpack, Phoenix, Rails and the like. */
    private static final Pattern HEX =
            Pattern.compile("(?=[a-f0-9]*[a-f])(?=[a-f0-9]*[0-9])[a-f0-9]{8,128}");

    /** Of esbuild: base 32. */
    private static final Pattern BASE_32 =
            Pattern.compile("(?=[A-Z]*[2-7])(?=[2-7]*[A-Z])[A-Z2-7]{8}");

    /** Of Vite and Rollup: base 64, eight characters. Capital letters alone begin a word. */
    private static final Pattern BASE_64 =
            Pattern.compile("(?=[^0-9]*[0-9])(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9_-]{8}");

    private HashedName() {}

    /** A path with the hash of its file in the name: {@code js/app-0123456789abcdef.js}. */
    static String of(String path, Digest digest) {
        int name = path.lastIndexOf('/') + 1;
        int extension = extension(path, name);
        return path.substring(0, extension)
                + "-"
                + digest.hex().substring(0, LENGTH)
                + path.substring(extension);
    }

    /** Whether a name looks as if it had a hash already. */
    static boolean looksHashed(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Matcher map = MAP.matcher(name);
        String plain = map.find() ? name.substring(0, name.length() - ".map".length()) : name;
        int extension = plain.lastIndexOf('.');
        if (extension <= 0) {
            return false;
        }
        String stem = plain.substring(0, extension);
        int cut = Math.max(stem.lastIndexOf('-'), stem.lastIndexOf('.'));
        // Base 64 has a dash of its own, so that the last eight characters are looked at as well.
        return (cut > 0 && isHash(stem.substring(cut + 1)))
                || (stem.length() > 9
                        && stem.charAt(stem.length() - 9) == '-'
                        && BASE_64.matcher(stem.substring(stem.length() - 8)).matches());
    }

    private static boolean isHash(String text) {
        return HEX.matcher(text).matches()
                || BASE_32.matcher(text).matches()
                || BASE_64.matcher(text).matches();
    }

    /** Where the extension begins; that of a source map has two parts. */
    private static int extension(String path, int name) {
        Matcher map = MAP.matcher(path);
        if (map.find() && map.start() > name) {
            return map.start();
        }
        int dot = path.lastIndexOf('.');
        return dot > name ? dot : path.length();
    }
}
