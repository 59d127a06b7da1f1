package dev.jbuild.buildkit.llb;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings a tree in from outside: an image, a directory of the client, a download, a commit. */
public sealed interface SourceOp extends Op
        permits ImageSource, LocalSource, HttpSource, GitSource {

    /** Scheme and name, as in {@code docker-image://docker.io/library/debian:bookworm}. */
    String identifier();

    /** Attributes as the daemon knows them, sorted by key. */
    SortedMap<String, String> attributes();

    /** The platform, where the source has one. */
    default @Nullable Platform platform() {
        return null;
    }

    @Override
    default List<Output> inputs() {
        return List.of();
    }

    /** Leaves out what was not given. */
    static SortedMap<String, String> given(Map<String, String> attributes) {
        var given = new TreeMap<String, String>();
        attributes.forEach(
                (key, value) -> {
                    if (!value.isEmpty()) {
                        given.put(key, value);
                    }
                });
        return Collections.unmodifiableSortedMap(given);
    }
}
