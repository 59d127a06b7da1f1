/**
 * Dockerfiles, as far as one has to know of them what the engine would not tell: which images they
 * use.
 *
 * <p>In: a text. Out: names of images, and the text with pinned ones. Pure. Never here: what
 * instructions do, which the engine knows.
 */
@NullMarked
package dev.jbuild.engine.dockerfile;

import org.jspecify.annotations.NullMarked;
