package dev.jbuild.cache;

import dev.jbuild.model.Digest;

/** Why a lookup found nothing to use. */
public sealed interface MissReason {
    /** Nobody recorded this key, or its record was cleared away. */
    record Unknown() implements MissReason {}

    /**
     * There was a record, but its bytes are not what was written. It has been removed.
     *
     * @param problem what is wrong with it
     */
    record Damaged(String problem) implements MissReason {}

    /** There is a record, but this blob of it is gone. */
    record BlobGone(Digest blob) implements MissReason {}
}
