/**
 * How a mistake in a build file is told.
 *
 * <p>In: what the Groovy compiler or a running build file throws, and the text of the file. Out:
 * diagnostics with a place, the source line, and what is valid there. No name of a Groovy or Java
 * class and no stack trace passes this room. Never here: what a step means, and colours.
 */
@NullMarked
package dev.jbuild.dsl.diagnose;

import org.jspecify.annotations.NullMarked;
