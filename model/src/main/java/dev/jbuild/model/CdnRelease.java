package dev.jbuild.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How files become a release for a CDN origin, as it is written.
 *
 * @param base what stands in front of the paths where they are served; ends with a slash
 * @param fingerprint patterns of files that get a hash into their names
 * @param adopt patterns of files that have one, beside those that look so
 * @param integrity whether pages get integrity attributes
 * @param precompress {@code br}, {@code gzip}
 * @param cacheControl values of the header by pattern; the last that matches counts
 * @param phoenix path of a list in the shape of Phoenix
 * @param vite path of a list in the shape of Vite
 * @param origin where it is published
 * @param edge what is in front of that
 */
public record CdnRelease(
        String base,
        List<String> fingerprint,
        List<String> adopt,
        boolean integrity,
        List<String> precompress,
        SequencedMap<String, String> cacheControl,
        Optional<String> phoenix,
        Optional<String> vite,
        Origin origin,
        Edge edge) {
    public CdnRelease {
        fingerprint = List.copyOf(fingerprint);
        adopt = List.copyOf(adopt);
        precompress = List.copyOf(precompress);
        cacheControl = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(cacheControl));
    }

    /**
     * Where visitors meet a release, as addresses of its root.
     *
     * @param purge a cache that is asked to forget what has changed
     * @param verify a site that is looked at afterwards
     */
    public record Edge(Optional<String> purge, Optional<String> verify) {
        /** Nobody knows. */
        public static final Edge UNKNOWN = new Edge(Optional.empty(), Optional.empty());
    }

    /** Where releases are published. */
    public sealed interface Origin {
        /**
         * A folder of the project.
         *
         * @param path relative to the folder of the build file
         */
        record Folder(String path) implements Origin {}

        /**
         * A bucket.
         *
         * @param address {@code s3://bucket/prefix}, with settings behind a question mark
         */
        record Bucket(String address) implements Origin {}
    }
}
