package dev.jbuild.cache;

import dev.jbuild.model.Digest;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an action yielded.
 *
 * @param facts what the caller wants to know again, by names of its choice; the cache does not read
 *     them
 * @param blobs everything that the facts refer to and that has to be in the blob store for the
 *     record to be of use
 */
public record ActionRecord(SortedMap<String, String> facts, List<Digest> blobs) {
    /** An action of which only is to be known that it was done. */
    public static final ActionRecord EMPTY = new ActionRecord(new TreeMap<>(), List.of());

    public ActionRecord {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        blobs = List.copyOf(blobs);
    }
}
