/**
 * What an origin is to those who publish: the pointer to the release that it serves, the releases
 * that it keeps, and the ways to change both.
 *
 * <p>In: contents by digest. Out: what the origin says of itself. Never here: what should be
 * uploaded, or which kind of origin it is.
 */
@NullMarked
package dev.jbuild.cdn.origin;

import org.jspecify.annotations.NullMarked;
