/**
 * What steps need to reach the network where the host reaches it: certificate authorities and
 * proxies.
 *
 * <p>In: the host's bundle and environment. Out: secrets and variables that a session offers to
 * every step. Never here: anything that enters a key or a layer.
 */
@NullMarked
package dev.jbuild.engine.trust;

import org.jspecify.annotations.NullMarked;
