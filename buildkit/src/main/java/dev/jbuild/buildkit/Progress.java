package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.OpDigest;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened in a build. The daemon also reports things that are no operation of ours,
 * such as pulls and exports, under digests of its own. An operation may start and complete several
 * times, and may be called cached after it had started.
 */
public sealed interface Progress {

    /** What it is about. */
    OpDigest vertex();

    /**
     * The daemon knows of it; comes first, and once. {@code inputs} are those the daemon names,
     * which may be none.
     */
    record VertexKnown(OpDigest vertex, String name, List<OpDigest> inputs) implements Progress {
        public VertexKnown {
            inputs = List.copyOf(inputs);
        }
    }

    /** It began to run. */
    record VertexStarted(OpDigest vertex, String name, Instant at) implements Progress {}

    /** It did not need to run. */
    record VertexCached(OpDigest vertex, String name) implements Progress {}

    /** It ran. */
    record VertexCompleted(OpDigest vertex, String name, Instant started, Instant completed)
            implements Progress {}

    /** It failed, or was cancelled because something else failed. */
    record VertexFailed(OpDigest vertex, String name, Instant completed, String error)
            implements Progress {}

    /**
     * Output of a program, cut anywhere, even inside a character. The daemon clips what comes too
     * fast.
     */
    record LogChunk(OpDigest vertex, Stream stream, Bytes bytes, Instant at) implements Progress {}

    /**
     * A part of its work, such as the download of a layer.
     *
     * @param id names the part within the vertex
     * @param current bytes done, as a rule
     * @param total bytes to do; 0 when unknown
     * @param done whether the part is complete
     */
    record TransferStatus(
            OpDigest vertex, String id, String name, long current, long total, boolean done)
            implements Progress {}

    /** The daemon has doubts. */
    record Warning(OpDigest vertex, String message, List<String> detail, String url)
            implements Progress {
        public Warning {
            detail = List.copyOf(detail);
        }
    }

    /** Where a program wrote to. */
    enum Stream {
        OUT,
        ERR
    }
}
