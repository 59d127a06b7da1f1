package dev.jbuild.buildkit;

/** A solved tree, known to the daemon as long as its build lasts. */
public record Ref(String id) {

    /** The empty tree. As an image it has no layers, which some registries refuse. */
    public static final Ref SCRATCH = new Ref("");
}
