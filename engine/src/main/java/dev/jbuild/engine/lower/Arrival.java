package dev.jbuild.engine.lower;

import dev.jbuild.buildkit.llb.OpDigest;

/**
 * Selected files as a builder receives them.
 *
 * @param upload the operation
 * @param folder see {@link Facts.ContextFiles#folder}
 */
public record Arrival(OpDigest upload, String folder) {}
