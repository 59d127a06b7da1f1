/**
 * Names that change with the content.
 *
 * <p>In: the files of a folder. Out: the same files under names with a hash, each rewritten so that
 * it names the others as they are now called. Never here: headers, compression, origins.
 */
@NullMarked
package dev.jbuild.cdn.fingerprint;

import org.jspecify.annotations.NullMarked;
