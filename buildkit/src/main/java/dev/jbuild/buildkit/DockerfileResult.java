package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Tree;

/**
 * What a Dockerfile stands for. Nothing of it has run yet.
 *
 * @param tree the graph that its instructions amount to
 * @param imageConfig the JSON of its image's configuration; empty when it says nothing
 */
public record DockerfileResult(Tree tree, String imageConfig) {}
