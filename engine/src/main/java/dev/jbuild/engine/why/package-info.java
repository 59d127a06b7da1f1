/**
 * Why a node is built: what its key was made of when it was made last, beside what it is made of
 * now.
 *
 * <p>In: recipes, what they read, what the build files were given. Out: reasons, each a sentence
 * for people. Kept as plain text beside the results, for this project and this node. Never here:
 * whether a node is built, which keys alone decide; values of secrets.
 */
@NullMarked
package dev.jbuild.engine.why;

import org.jspecify.annotations.NullMarked;
