/**
 * How a daemon is reached: addresses, byte streams, the HTTP upgrade that Docker wants, and the
 * gRPC channel on top.
 *
 * <p>In goes an {@link dev.jbuild.buildkit.daemon.Endpoint}; out comes a connected channel.
 *
 * <p>Never here: what is said on the channel, looking for a daemon (contexts, environment),
 * starting one.
 */
@NullMarked
package dev.jbuild.buildkit.daemon;

import org.jspecify.annotations.NullMarked;
