package dev.jbuild.cdn.fingerprint;

import dev.jbuild.cdn.reference.Reference;

/**
 * A reference that leads to a file of the same folder.
 *
 * @param target logical path
 */
public record Link(Reference reference, String target) {}
