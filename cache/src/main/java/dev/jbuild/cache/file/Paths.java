package dev.jbuild.cache.file;

/** What every relative path of an entry obeys, wherever it comes from. */
final class Paths {
    private static final int PERMISSIONS = 0777;

    private Paths() {}

    static void check(String path, int mode) {
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("path with a zero character: " + path);
        }
        for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("not a relative path: `" + path + "`");
            }
        }
        if ((mode & ~PERMISSIONS) != 0) {
            throw new IllegalArgumentException(
                    "more than permission bits: " + Integer.toOctalString(mode));
        }
    }
}
