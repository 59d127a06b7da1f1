/**
 * Runs the nodes of a plan: all that are ready at once, each solved by the builder, their progress
 * told as events.
 *
 * <p>In: lowered recipes and a gateway. Out: the outcome of every node. Never here: what a step
 * means, where results go.
 */
@NullMarked
package dev.jbuild.engine.run;

import org.jspecify.annotations.NullMarked;
