/**
 * What images consist of: their layers, their folders, how large these are.
 *
 * <p>In: an archive of an image, as engines and builders write it. Out: values for people. Never
 * here: where archives come from, or what an image may weigh.
 */
@NullMarked
package dev.jbuild.engine.image;

import org.jspecify.annotations.NullMarked;
