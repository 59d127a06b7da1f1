/**
 * Statements about images, in the form in which builders and registries keep them.
 *
 * <p>In: an image or an index, and what is to be said of the image of each platform. Out: an index
 * with the images and the statements. Never here: what is said, and where it is kept.
 */
@NullMarked
package dev.jbuild.engine.attest;

import org.jspecify.annotations.NullMarked;
