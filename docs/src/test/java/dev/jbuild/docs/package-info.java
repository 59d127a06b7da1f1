/**
 * Holds the documentation to the truth: build files load, command lines parse, quotations are
 * verbatim, links lead somewhere, the tutorial runs. {@code docs/writing.md} says how pages mark
 * their blocks for it.
 *
 * <p>In: {@code README.md} and the pages below {@code docs}. Never here: what other modules test.
 */
@NullMarked
package dev.jbuild.docs;

import org.jspecify.annotations.NullMarked;
