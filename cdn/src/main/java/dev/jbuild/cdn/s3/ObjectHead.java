package dev.jbuild.cdn.s3;

import dev.jbuild.model.Digest;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an object has beside its bytes.
 *
 * @param notes of ours
 */
record ObjectHead(
        String contentType,
        String cacheControl,
        Optional<String> contentEncoding,
        Map<String, String> notes) {
    /** Note with the digest of the content, in hexadecimal digits. */
    static final String DIGEST = "jbuild-sha256";

    /** Note with the release that brought it. */
    static final String RELEASE = "jbuild-release";

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    ObjectHead {
        notes = Map.copyOf(notes);
    }

    Optional<Digest> digest() {
        return Optional.ofNullable(notes.get(DIGEST))
                .filter(hex -> HEX.matcher(hex).matches())
                .map(Digest::new);
    }

    String release() {
        return notes.getOrDefault(RELEASE, "unknown");
    }

    /** Whether visitors get the same headers. */
    boolean isServedAs(ObjectHead other) {
        return contentType.equals(other.contentType)
                && cacheControl.equals(other.cacheControl)
                && contentEncoding.equals(other.contentEncoding);
    }
}
