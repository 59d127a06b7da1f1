package dev.jbuild.cdn.compress;

import dev.jbuild.cache.ActionCache;
import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.BlobStore;
import dev.jbuild.cache.Lookup;
import dev.jbuild.cache.LostBlobException;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compresses contents, each once: the best that Brotli does is slow (about a megabyte per second
 * and core), and the first release of a large site is all compression.
 */
public final class Precompression {
    /** Below, a sibling saves no packet. */
    private static final int SMALLEST = 1024;

    /** Above, no server sends a sibling, and memory is dear. */
    private static final int LARGEST = 64 << 20;

    /** A sibling has to be smaller than this part of the content, in percent. */
    private static final int WORTH_IT = 95;

    private static final String RESULT = "result";
    private static final String SIZE = "size";
    private static final String NOTHING = "nothing";

    private final ActionCache actions;
    private final BlobStore blobs;

    public Precompression(ActionCache actions, BlobStore blobs) {
        this.actions = actions;
        this.blobs = blobs;
    }

    /** The compressed form of a content, empty when it is not worth having. */
    public Optional<Stored> sibling(Stored content, Codec codec) throws IOException {
        if (content.size() < SMALLEST || content.size() > LARGEST) {
            return Optional.empty();
        }
        Encoder encoder =
                switch (codec) {
                    case GZIP -> Encoder.GZIP;
                    case BROTLI -> Encoder.BROTLI;
                };
        ActionKey key =
                new KeyEncoder()
                        .text("cdn-sibling")
                        .text(encoder.identity())
                        .digest(content.digest())
                        .finish();
        if (actions.find(key) instanceof Lookup.Hit hit) {
            return sibling(hit.value().facts());
        }
        return compress(content, encoder, key);
    }

    private static Optional<Stored> sibling(SortedMap<String, String> facts) {
        String result = facts.getOrDefault(RESULT, NOTHING);
        return result.equals(NOTHING)
                ? Optional.empty()
                : Optional.of(
                        new Stored(
                                Digest.parse(result),
                                Long.parseLong(facts.getOrDefault(SIZE, ""))));
    }

    private Optional<Stored> compress(Stored content, Encoder encoder, ActionKey key)
            throws IOException {
        byte[] plain =
                blobs.read(content.digest())
                        .orElseThrow(() -> LostBlobException.gone(content.digest()));
        byte[] small = encoder.encode(plain);
        if (small.length * 100L >= plain.length * (long) WORTH_IT) {
            actions.publish(
                    key, new ActionRecord(new TreeMap<>(Map.of(RESULT, NOTHING)), List.of()));
            return Optional.empty();
        }
        Digest digest = blobs.put(small);
        actions.publish(
                key,
                new ActionRecord(
                        new TreeMap<>(
                                Map.of(
                                        RESULT,
                                        digest.toString(),
                                        SIZE,
                                        Integer.toString(small.length))),
                        List.of(digest)));
        return Optional.of(new Stored(digest, small.length));
    }
}
