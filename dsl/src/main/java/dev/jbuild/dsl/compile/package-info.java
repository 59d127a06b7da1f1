/**
 * From the text of a build file to a class that can do nothing but speak the words of {@code
 * script}.
 *
 * <p>In: text. Out: an instance of its class, or all mistakes in the text. Four walls stand between
 * the text and the machine: the syntax that is let in, the static types, the list of methods and
 * types that may be used, and a class loader that shows no more. Never here: what a word does,
 * files, running the class.
 */
@NullMarked
package dev.jbuild.dsl.compile;

import org.jspecify.annotations.NullMarked;
