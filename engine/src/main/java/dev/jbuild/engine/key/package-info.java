/**
 * Which facts make a result what it is: recipes to keys.
 *
 * <p>In: a recipe and digests of what it reads. Out: its key. Pure. Never here: how bytes are
 * stored, how digests are found out, names and places that do not change a result.
 */
@NullMarked
package dev.jbuild.engine.key;

import org.jspecify.annotations.NullMarked;
