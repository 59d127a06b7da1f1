package dev.jbuild.cdn.origin;

import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;

import java.util.Optional;

/**
 * Bytes that an origin is to serve under a path.
 *
 * @param path below the release's base; a sibling's ends with the suffix of its codec
 * @param codec how the bytes are compressed
 * @param reason why the origin does not serve them so yet
 */
public record Upload(
        String path,
        Phase phase,
        Stored content,
        ReleaseFile.Headers headers,
        Optional<Codec> codec,
        Reason reason) {

    /** Whether the path never stands for other bytes. */
    public boolean isImmutable() {
        return phase == Phase.ASSETS;
    }

    /** When an upload becomes visible: what is needed first, what needs it last. */
    public enum Phase {
        /** Files with a hash in their names, which nobody asks for yet. */
        ASSETS,
        /** Files that keep their names. */
        OTHERS,
        /** Pages, which visitors begin with. */
        PAGES
    }

    /** What is different. */
    public enum Reason {
        /** There is no such path in the release that is served. */
        NEW,
        /** It has other bytes there. */
        CHANGED,
        /** It has other headers there. */
        HEADERS,
        /** A publication that did not end may have changed it. */
        UNFINISHED
    }
}
