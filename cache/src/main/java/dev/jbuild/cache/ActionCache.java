package dev.jbuild.cache;

import java.io.IOException;
import java.util.Optional;

/** Records of actions by key. Safe for use by many threads and processes. */
public interface ActionCache {
    /** Looks a key up. A damaged record or one whose blobs are not all there is a miss. */
    Lookup find(ActionKey key) throws IOException;

    /**
     * What was published last for a key, though its blobs may be gone; empty also when it is
     * damaged.
     */
    Optional<ActionRecord> last(ActionKey key) throws IOException;

    /**
     * Publishes a record, replacing an older one. The blobs come first: a reader that sees the
     * record must be able to see all it names.
     *
     * @throws IllegalStateException when a blob of the record is not in the store
     */
    void publish(ActionKey key, ActionRecord value) throws IOException;

    /** Removes the record of a key, if there is one. */
    void forget(ActionKey key) throws IOException;
}
