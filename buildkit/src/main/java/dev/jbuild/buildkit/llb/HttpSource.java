package dev.jbuild.buildkit.llb;

import java.util.Map;
import java.util.SortedMap;

/**
 * A download: a tree with one file at its root.
 *
 * @param checksum expected digest as {@code sha256:…}; empty takes whatever comes
 * @param filename name of the file; empty takes the last part of the URL
 * @param mode permission bits; 0 keeps the daemon's default
 */
public record HttpSource(String url, String checksum, String filename, int mode)
        implements SourceOp {

    /** Throws {@link IllegalArgumentException} for another scheme. */
    public HttpSource {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("not an http(s) URL: " + url);
        }
    }

    public HttpSource(String url) {
        this(url, "", "", 0);
    }

    @Override
    public String identifier() {
        return url;
    }

    @Override
    public SortedMap<String, String> attributes() {
        return SourceOp.given(
                Map.of(
                        "http.checksum", checksum,
                        "http.filename", filename,
                        "http.perm", mode == 0 ? "" : "0" + Integer.toOctalString(mode)));
    }
}
