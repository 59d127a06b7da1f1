/**
 * Archives of others.
 *
 * <p>In: a tar archive that a program in a container or an engine has made, which is to be trusted
 * with nothing. Out: its entries, as long as they are what they may be. Never here: what becomes of
 * them.
 */
@NullMarked
package dev.jbuild.engine.archive;

import org.jspecify.annotations.NullMarked;
