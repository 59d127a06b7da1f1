package dev.jbuild.cdn.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a bucket is: {@code s3://bucket/prefix?endpoint=https://host&region=name}.
 *
 * @param prefix in front of every key; empty, or ends with a slash
 * @param endpoint of a server that is not AWS
 */
public record BucketLocation(
        String bucket, String prefix, Optional<URI> endpoint, Optional<String> region) {
    /** What an address of a bucket starts with. */
    public static final String SCHEME = "s3://";

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static BucketLocation parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException("`" + text + "` does not start with " + SCHEME);
        }
        String rest = text.substring(SCHEME.length());
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("`" + bucket + "` is no name of a bucket");
        }
        String prefix = slash < 0 ? "" : path.substring(slash + 1).replaceAll("/+$", "");
        Optional<URI> endpoint = Optional.empty();
        Optional<String> region = Optional.empty();
        if (query >= 0) {
            for (String parameter : rest.substring(query + 1).split("&", -1)) {
                int sign = parameter.indexOf('=');
                String name = sign < 0 ? parameter : parameter.substring(0, sign);
                String value =
                        sign < 0
                                ? ""
                                : URLDecoder.decode(
                                        parameter.substring(sign + 1), StandardCharsets.UTF_8);
                switch (name) {
                    case "endpoint" -> endpoint = Optional.of(endpoint(value));
                    case "region" -> region = Optional.of(value);
                    default ->
                            throw new IllegalArgumentException(
                                    "`"
                                            + name
                                            + "` is no setting of a bucket; there are `endpoint`"
                                            + " and `region`");
                }
            }
        }
        return new BucketLocation(bucket, prefix.isEmpty() ? "" : prefix + "/", endpoint, region);
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = new URI(text);
            String scheme = endpoint.getScheme();
            if (endpoint.getHost() != null
                    && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // Refused below, with what helps.
        }
        throw new IllegalArgumentException(
                "`"
                        + text
                        + "` is no address of a server; write `endpoint=http://HOST:PORT` or"
                        + " `endpoint=https://HOST`");
    }

    /** What no other place is called: each server has buckets of its own. */
    String key() {
        return this + endpoint.map(server -> "?endpoint=" + server).orElse("");
    }

    /** For messages: without settings. */
    @Override
    public String toString() {
        return SCHEME
                + bucket
                + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }
}
