package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.OpDigest;

/**
 * Selected files as a builder receives them.
 *
 * @param operation receives them
 * @param folder see {@link Facts.ContextFiles#folder}
 */
public record Upload(OpDigest operation, String folder) {}
