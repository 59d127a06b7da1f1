/**
 * The values that every room speaks: what a build file says, as immutable data.
 *
 * <p>In: text that users write (references, platforms, image names), parsed and checked. Out:
 * records that any thread may keep. Never here: input or output, logging, Groovy, protobuf, or a
 * default taken from the environment.
 */
@NullMarked
package dev.jbuild.model;

import org.jspecify.annotations.NullMarked;
