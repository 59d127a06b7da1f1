/**
 * The three ways in which a build ends without a result, apart from a step that failed: the user's
 * mistake, the environment's failure, our own bug.
 *
 * <p>Each carries a stable code and, where one is known, the cure. Never here: exit codes and
 * colours, which belong to the command line.
 */
@NullMarked
package dev.jbuild.model.failure;

import org.jspecify.annotations.NullMarked;
