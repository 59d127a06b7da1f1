/**
 * The project's files as a build sees them: what a copy selects, and the digest of it.
 *
 * <p>In: copy steps and a folder. Out: selections with their digests. Never here: what a build does
 * with them.
 */
@NullMarked
package dev.jbuild.engine.context;

import org.jspecify.annotations.NullMarked;
