/**
 * Publishing: what has to change on an origin, as a plan; the plan carried out; the way back; what
 * may go.
 *
 * <p>In: a release and an origin. Out: a plan, or an account of what was done. Never here: how an
 * origin stores things.
 */
@NullMarked
package dev.jbuild.cdn.publish;

import org.jspecify.annotations.NullMarked;
