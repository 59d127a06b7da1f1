/**
 * gRPC as this client speaks it: the generated messages and stubs in the packages below, and the
 * few pieces that turn sockets into channels and streams of messages into sockets.
 *
 * <p>In go sockets, out come channels. Only {@code dev.jbuild.buildkit} and its packages look in
 * here, and nothing of it shows in their public signatures.
 *
 * <p>Never here: knowledge of builds.
 */
@NullMarked
package dev.jbuild.buildkit.wire;

import org.jspecify.annotations.NullMarked;
