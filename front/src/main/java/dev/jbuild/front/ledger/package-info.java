/**
 * The ledger: what the answer to an earlier request rested on, and whether it still holds.
 *
 * <p>In: what a build that succeeded has read and delivered, and what it would say if all of that
 * were found again. Out: that answer, as long as it is found again. An entry is a statement that
 * stays true forever ("whenever all this is so, the request is up to date"); it can be too old to
 * be of use, never wrong. Never here: what a target is, how a result is made.
 */
@NullMarked
package dev.jbuild.front.ledger;

import org.jspecify.annotations.NullMarked;
