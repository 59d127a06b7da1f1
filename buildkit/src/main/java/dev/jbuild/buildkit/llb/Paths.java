package dev.jbuild.buildkit.llb;

/** Checks of paths inside steps. */
final class Paths {

    private Paths() {}

    static void requireAbsolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path `" + path + "` must be absolute");
        }
    }
}
