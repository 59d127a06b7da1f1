/**
 * Build graphs as immutable values: what BuildKit calls LLB.
 *
 * <p>In go operations ({@link dev.jbuild.buildkit.llb.Op}) that refer to each other through the
 * {@link dev.jbuild.buildkit.llb.Tree}s they make; out comes a {@link
 * dev.jbuild.buildkit.llb.Definition}, the same bytes and the same digests for the same graph on
 * every machine and in every run.
 *
 * <p>Never here: I/O, threads, clocks, gRPC, generated protobuf code, or anything that knows a
 * daemon.
 */
@NullMarked
package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.NullMarked;
