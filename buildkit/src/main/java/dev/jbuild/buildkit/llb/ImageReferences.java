package dev.jbuild.buildkit.llb;

/** Checks of image names. */
public final class ImageReferences {

    private ImageReferences() {}

    /**
     * Throws {@link IllegalArgumentException} unless the name begins with a registry host. An image
     * exported under a short name is listed twice by Docker and cannot be run, so short names are
     * refused rather than guessed at.
     */
    public static void requireComplete(String reference) {
        int slash = reference.indexOf('/');
        String host = slash < 0 ? "" : reference.substring(0, slash);
        boolean complete = host.contains(".") || host.contains(":") || host.equals("localhost");
        if (!complete) {
            throw new IllegalArgumentException(
                    "image name `"
                            + reference
                            + "` has no registry; write it in full, as in"
                            + " docker.io/library/debian:bookworm");
        }
    }
}
