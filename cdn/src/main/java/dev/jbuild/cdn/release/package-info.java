/**
 * What a release is: files by the path they are served under, with their headers and compressed
 * siblings, and the rules that make them.
 *
 * <p>In: rules as a user writes them. Out: values that are the same wherever they are made. Never
 * here: input or output.
 */
@NullMarked
package dev.jbuild.cdn.release;

import org.jspecify.annotations.NullMarked;
