/**
 * Releases for a CDN origin: the way from a folder of files to a {@link
 * dev.jbuild.cdn.release.Release}, and from there to an origin.
 *
 * <p>In: a folder in the blob store, and rules. Out: a release whose contents are in the blob
 * store. Never here: how the folder came about, Docker, Groovy.
 */
@NullMarked
package dev.jbuild.cdn;

import org.jspecify.annotations.NullMarked;
