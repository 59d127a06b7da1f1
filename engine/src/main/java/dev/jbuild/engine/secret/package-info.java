/**
 * Secrets of the user: where their values come from, and how they stay out of what is shown.
 *
 * <p>In: names with values or files, the user's environment. Out: values for runs that name them,
 * and a filter for texts. Never here: keys, layers, records of any kind.
 */
@NullMarked
package dev.jbuild.engine.secret;

import org.jspecify.annotations.NullMarked;
