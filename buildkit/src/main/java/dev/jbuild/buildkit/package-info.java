/**
 * A BuildKit client: connects to a Docker engine or a buildkitd and drives builds through its
 * gateway.
 *
 * <p>In go an {@link dev.jbuild.buildkit.daemon.Endpoint}, a {@link
 * dev.jbuild.buildkit.BuildRequest} and graphs made with {@link dev.jbuild.buildkit.llb}; out come
 * values the caller's work returns, files and images delivered by the daemon, {@link
 * dev.jbuild.buildkit.Progress} on the way, and one family of {@link
 * dev.jbuild.buildkit.BuildkitException}.
 *
 * <p>Never here: what is worth building, wording of progress for people, Docker's own HTTP API, and
 * in public signatures anything of gRPC or protobuf.
 */
@NullMarked
package dev.jbuild.buildkit;

import org.jspecify.annotations.NullMarked;
