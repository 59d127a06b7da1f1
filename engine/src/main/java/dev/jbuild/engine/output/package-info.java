/**
 * Brings results to their places: files to disk, images into the engine and its registry. One class
 * per kind.
 *
 * <p>In: an output of the plan and the keys of its nodes. Out: what was delivered. A delivery is
 * idempotent and leaves its place as it was or as it should be. Never here: starting the nodes' own
 * work.
 */
@NullMarked
package dev.jbuild.engine.output;

import org.jspecify.annotations.NullMarked;
