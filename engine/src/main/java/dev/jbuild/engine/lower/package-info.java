/**
 * The one place that knows both vocabularies: translates the steps of a recipe into operations of
 * BuildKit.
 *
 * <p>In: a recipe, what it builds upon, and facts about files and base images. Out: a tree to
 * solve, the configuration of its image, and for every operation the step that it stands for. Pure.
 * Never here: scheduling, sessions, delivery.
 */
@NullMarked
package dev.jbuild.engine.lower;

import org.jspecify.annotations.NullMarked;
