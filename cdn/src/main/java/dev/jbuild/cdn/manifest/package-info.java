/**
 * Lists of a release's files for those who render pages: the shape that Phoenix reads and the shape
 * that Vite writes.
 */
@NullMarked
package dev.jbuild.cdn.manifest;

import org.jspecify.annotations.NullMarked;
