package dev.jbuild.cdn.edge;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;

import dev.jbuild.cache.parallel.Each;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/**
 * Fetches files of a release as visitors do, in every encoding, and compares them with what was
 * published.
 */
public final class Verification {
    /** More tell little that these do not. */
    private static final int SAMPLE = 25;

    /** A page that tells what is wrong, in place of a smaller file. */
    private static final long SOMETHING_ELSE = 1 << 20;

    private static final int AT_ONCE = 8;
    private static final int NAMED = 5;

    private final WebSite site;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<String> odd = new ConcurrentLinkedQueue<>();

    private Verification(WebSite site) {
        this.site = site;
    }

    /**
     * Looks at pages and at files that have changed, in that order, up to a number.
     *
     * @param changed paths of the release that are to be looked at before others
     * @return what is served well enough but not as the release says, as sentences, the first few
     * @throws EnvironmentFailure {@code cdn-not-served} when visitors get anything else
     */
    public static List<String> of(WebSite site, Release release, Collection<String> changed)
            throws EnvironmentFailure, IOException {
        Verification verification = new Verification(site);
        List<ReleaseFile> sample =
                release.files().stream()
                        .sorted(
                                Comparator.comparing((ReleaseFile file) -> !file.isPage())
                                        .thenComparing(file -> !changed.contains(file.path())))
                        .limit(SAMPLE)
                        .toList();
        Each.of(sample, AT_ONCE, verification::look);
        verification.requireServed();
        return new TreeSet<>(verification.odd).stream().limit(NAMED).toList();
    }

    private void requireServed() throws EnvironmentFailure {
        if (wrong.isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>(new TreeSet<>(wrong));
        int more = Math.max(0, named.size() - NAMED);
        throw new EnvironmentFailure(
                "cdn-not-served",
                "the release is published, but "
                        + site
                        + " does not serve it: "
                        + String.join("; ", named.subList(0, named.size() - more))
                        + (more == 0 ? "" : "; and " + more + " more"),
                "mend the server or the cache in front of it and build again, or serve the release"
                        + " before with `jbuild cdn rollback`",
                null);
    }

    private void look(ReleaseFile file) throws IOException {
        look(file, "identity", Optional.empty());
        for (Codec codec : file.siblings().keySet()) {
            look(file, codec.token(), Optional.of(codec));
        }
    }

    private void look(ReleaseFile file, String accepted, Optional<Codec> codec) throws IOException {
        String what = "`" + file.path() + "` (" + accepted + ")";
        HttpResponse<byte[]> response =
                site.get(file.path(), accepted, file.content().size() + SOMETHING_ELSE);
        if (response.statusCode() != 200) {
            wrong.add(what + " is answered with " + response.statusCode());
            return;
        }
        String encoding = header(response, "content-encoding");
        Optional<byte[]> content = decoded(response.body(), encoding, file.content());
        if (content.isEmpty()) {
            wrong.add(what + " comes with Content-Encoding `" + encoding + "` and is not that");
        } else if (!Digest.of(content.get()).equals(file.content().digest())) {
            wrong.add(what + " has other bytes");
        } else {
            compareTypes(file, what, header(response, "content-type"));
            compareManners(file, response, encoding, codec);
        }
    }

    private void compareTypes(ReleaseFile file, String what, String served) {
        String expected = file.headers().contentType();
        if (MediaTypes.areSame(served, expected)) {
            return;
        }
        String difference = " as `" + served + "` and not as `" + expected + "`";
        if (MediaTypes.isGoodEnough(served, file.path())) {
            odd.add(site + " serves `" + file.path() + "`" + difference);
        } else {
            wrong.add(what + " comes" + difference);
        }
    }

    private void compareManners(
            ReleaseFile file,
            HttpResponse<byte[]> response,
            String encoding,
            Optional<Codec> codec) {
        if (codec.isPresent() && encoding.isEmpty()) {
            odd.add(site + " serves no " + codec.get().suffix() + " siblings");
        } else if (codec.isPresent()
                && !header(response, "vary").toLowerCase(Locale.ROOT).contains("accept-encoding")) {
            odd.add(
                    site
                            + " serves siblings without `Vary: Accept-Encoding`, so that caches mix"
                            + " them up");
        }
        String cacheControl = header(response, "cache-control");
        if (!cacheControl.equals(file.headers().cacheControl())) {
            odd.add(
                    site
                            + " serves `"
                            + file.path()
                            + "` with Cache-Control `"
                            + cacheControl
                            + "`; the release says `"
                            + file.headers().cacheControl()
                            + "`");
        }
    }

    /** What a browser makes of a body; empty when it cannot. */
    private static Optional<byte[]> decoded(byte[] body, String encoding, Stored expected)
            throws IOException {
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return Optional.of(body);
        }
        Optional<Codec> codec = Codec.named(encoding);
        if (codec.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = decoder(codec.get(), body)) {
            // One more is other bytes already.
            return Optional.of(
                    in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, expected.size() + 1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InputStream decoder(Codec codec, byte[] body) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        return switch (codec) {
            case GZIP -> new GZIPInputStream(in);
            case BROTLI -> {
                Brotli4jLoader.ensureAvailability();
                yield new BrotliInputStream(in);
            }
        };
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
