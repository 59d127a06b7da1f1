package dev.jbuild.buildkit.llb;

/** The empty tree. It needs no operation: the wire says "no input". */
public enum Scratch implements Tree {
    EMPTY
}
