package dev.jbuild.cli.option;

/** How a graph is written. */
public enum GraphFormat {
    /** A tree for people. */
    TEXT,
    /** The language of Graphviz. */
    DOT,
    /** The language that many pages of documentation draw. */
    MERMAID
}
