/**
 * From build files to a {@link dev.jbuild.model.Project}.
 *
 * <p>In: a folder with a {@code jbuild.groovy}, the goals, and what the command line and the
 * environment say. Out: the model, or a {@link dev.jbuild.model.failure.UserMistake} with every
 * mistake that was found. This room reads files; the rooms below it do not. Never here: planning,
 * keys, the network, or a Groovy type in a public signature.
 */
@NullMarked
package dev.jbuild.dsl;

import org.jspecify.annotations.NullMarked;
