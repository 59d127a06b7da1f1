/**
 * The words of a build file: what {@code target}, {@code from} or {@code copy} do when the compiled
 * file runs.
 *
 * <p>In: calls of the compiled file, each with its place in the text, and the facts it may read.
 * Out: declared targets, and for a platform and arguments the steps of one. What the compiled file
 * calls is public; users see no more of it than {@code compile} lets through. Never here: files,
 * the compiler, and other build files: a reference is kept as written and resolved by the caller.
 */
@NullMarked
package dev.jbuild.dsl.script;

import org.jspecify.annotations.NullMarked;
