/**
 * Where CSS, JavaScript, HTML and source maps name other files.
 *
 * <p>In: the text of a file. Out: the places at which it names others, and what it may name beside
 * them. Never here: input or output, or a guess: what is not surely a reference is not reported as
 * one.
 */
@NullMarked
package dev.jbuild.cdn.reference;

import org.jspecify.annotations.NullMarked;
