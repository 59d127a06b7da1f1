package dev.jbuild.buildkit.llb;

/**
 * A file tree that an operation can start from, read or mount: nothing at all, or what another
 * operation made.
 */
public sealed interface Tree permits Scratch, Output {

    /** The empty tree. */
    static Tree scratch() {
        return Scratch.EMPTY;
    }
}
