package dev.jbuild.cdn.s3;

import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.origin.Pointer;
import dev.jbuild.cdn.origin.Upload;
import dev.jbuild.cdn.origin.Upload.Phase;
import dev.jbuild.cdn.origin.Upload.Reason;
import dev.jbuild.cdn.origin.Uploads;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import software.amazon.awssdk.services.s3.S3Client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket whose objects are served under their keys.
 *
 * <pre>
 * PREFIX path                          files, and siblings with the suffix of their codec
 * PREFIX .jbuild/current.json          the pointer
 * PREFIX .jbuild/releases/ID.json      the releases
 * PREFIX .jbuild/files/HEX             contents of files without a hash in their names
 * </pre>
 *
 * <p>Nothing is ever listed, and nothing is concluded from times, sizes or entity tags: each object
 * has the digest of its content with it.
 */
public final class BucketOrigin implements Origin {
    private static final String STATE = ".jbuild/";
    private static final String PROBE = STATE + "probe";
    private static final String JSON = "application/json";
    private static final String PRIVATE = "no-store";

    /**
     * What one request may bring. In several, an object would have neither a digest of the whole
     * that the server checks nor, on many servers, a condition.
     */
    private static final long LARGEST = 5L << 30;

    private final BucketLocation location;
    private final Bucket bucket;

    private BucketOrigin(BucketLocation location, Bucket bucket) {
        this.location = location;
        this.bucket = bucket;
    }

    /** An access key. */
    public record Keys(String id, String secret) {}

    /** Opens a bucket with the credentials that the AWS SDK finds. */
    public static BucketOrigin open(BucketLocation location) {
        return open(location, BucketClients.open(location, Optional.empty()));
    }

    /** Opens a bucket with an access key. */
    public static BucketOrigin open(BucketLocation location, Keys keys) {
        return open(location, BucketClients.open(location, Optional.of(keys)));
    }

    static BucketOrigin open(BucketLocation location, S3Client client) {
        return new BucketOrigin(location, new Bucket(client, location));
    }

    @Override
    public String name() {
        return location.toString();
    }

    @Override
    public String key() {
        return location.key();
    }

    @Override
    public long largestFile() {
        return LARGEST;
    }

    @Override
    public Optional<Version> pointer() throws BuildException {
        Optional<Bucket.Found> found = bucket.get(Version.PATH);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Version.read(name(), found.get().bytes(), found.get().tag()));
    }

    /** Writes a small object twice on condition that it is not there. */
    @Override
    public boolean keepsConditions() throws BuildException {
        ObjectHead head = new ObjectHead("text/plain", PRIVATE, Optional.empty(), Map.of());
        boolean keeps =
                (bucket.put(PROBE, new byte[0], head, Condition.ABSENT).isPresent()
                                || bucket.get(PROBE).isPresent())
                        && bucket.put(PROBE, new byte[0], head, Condition.ABSENT).isEmpty();
        bucket.delete(List.of(PROBE));
        return keeps;
    }

    @Override
    public Optional<Version> point(Pointer next, Optional<Version> expected) throws BuildException {
        byte[] bytes = next.encode();
        ObjectHead head = new ObjectHead(JSON, PRIVATE, Optional.empty(), Map.of());
        Condition condition =
                expected.<Condition>map(version -> new Condition.Version(version.tag()))
                        .orElse(Condition.ABSENT);
        if (!next.guarded()) {
            if (!pointer().map(Version::tag).equals(expected.map(Version::tag))) {
                return Optional.empty();
            }
            condition = Condition.NONE;
        }
        Optional<String> tag = bucket.put(Version.PATH, bytes, head, condition);
        if (tag.isPresent() && next.guarded()) {
            return Optional.of(new Version(next, tag.get()));
        }
        // A request that was sent twice, since its answer was lost, fails by its own first success.
        return bucket.get(Version.PATH)
                .filter(found -> Arrays.equals(found.bytes(), bytes))
                .map(found -> new Version(next, found.tag()));
    }

    @Override
    public Optional<byte[]> release(Digest id) throws BuildException {
        return bucket.get(releaseKey(id)).map(Bucket.Found::bytes);
    }

    @Override
    public void keep(Digest id, byte[] release) throws BuildException {
        bucket.put(
                releaseKey(id),
                release,
                new ObjectHead(JSON, PRIVATE, Optional.empty(), Map.of()),
                Condition.NONE);
    }

    private static String releaseKey(Digest id) {
        return STATE + "releases/" + id.hex() + ".json";
    }

    @Override
    public void keep(Stored content, ContentSource source) throws BuildException, IOException {
        bucket.put(
                keptKey(content.digest()),
                content,
                source,
                new ObjectHead("application/octet-stream", PRIVATE, Optional.empty(), Map.of()),
                Condition.NONE);
    }

    private static String keptKey(Digest digest) {
        return STATE + "files/" + digest.hex();
    }

    @Override
    public boolean isKept(Stored content) throws BuildException {
        return bucket.head(keptKey(content.digest())).isPresent();
    }

    @Override
    public ContentSource kept() {
        return content -> bucket.open(keptKey(content.digest()));
    }

    @Override
    public boolean isServed(String path, Stored content) throws BuildException, IOException {
        Optional<ObjectHead> there = bucket.head(path);
        return there.isPresent() && digest(path, there.get()).equals(content.digest());
    }

    @Override
    public InputStream served(String path) throws IOException {
        return bucket.open(path);
    }

    @Override
    public void serveImmutable(Upload upload, ContentSource source, boolean guarded, Digest by)
            throws BuildException, IOException {
        ObjectHead head = head(upload, by);
        if (upload.reason() != Reason.NEW) {
            bucket.put(upload.path(), upload.content(), source, head, Condition.NONE);
        } else if (guarded) {
            if (bucket.put(upload.path(), upload.content(), source, head, Condition.ABSENT)
                    .isEmpty()) {
                settle(upload, source, head, by);
            }
        } else if (bucket.head(upload.path()).isPresent()) {
            settle(upload, source, head, by);
        } else {
            bucket.put(upload.path(), upload.content(), source, head, Condition.NONE);
        }
    }

    /**
     * Something has the name already: fine if it is the same. A sibling may be of another
     * compressor; whether the file that it belongs to is the same is told by that one's upload.
     */
    private void settle(Upload upload, ContentSource source, ObjectHead wanted, Digest by)
            throws BuildException, IOException {
        Optional<ObjectHead> there = bucket.head(upload.path());
        if (there.isPresent()
                && upload.codec().isEmpty()
                && !digest(upload.path(), there.get()).equals(upload.content().digest())) {
            throw Uploads.otherBytes(upload.path(), there.get().release(), by);
        }
        if (there.isEmpty() || !there.get().isServedAs(wanted)) {
            bucket.put(upload.path(), upload.content(), source, wanted, Condition.NONE);
        }
    }

    private Digest digest(String path, ObjectHead there) throws IOException {
        Optional<Digest> noted = there.digest();
        if (noted.isPresent()) {
            return noted.get();
        }
        MessageDigest sha256 = Digest.sha256(Long.MAX_VALUE);
        try (InputStream in = new DigestInputStream(bucket.open(path), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(sha256);
    }

    private static ObjectHead head(Upload upload, Digest by) {
        return new ObjectHead(
                upload.headers().contentType(),
                upload.headers().cacheControl(),
                upload.codec().map(codec -> codec.token()),
                Map.of(
                        ObjectHead.DIGEST,
                        upload.content().digest().hex(),
                        ObjectHead.RELEASE,
                        by.hex().substring(0, 12)));
    }

    @Override
    public boolean isStored(Upload upload) throws BuildException {
        if (!upload.isImmutable()) {
            return isKept(upload.content());
        }
        Optional<ObjectHead> there = bucket.head(upload.path());
        return there.isPresent()
                && there.get().digest().equals(Optional.of(upload.content().digest()))
                && there.get().isServedAs(head(upload, upload.content().digest()));
    }

    @Override
    public boolean isIntact(Release live) {
        return true;
    }

    @Override
    public boolean isSwitched() {
        return false;
    }

    @Override
    public void serve(Switch change, ContentSource source) throws BuildException, IOException {
        for (Phase phase : List.of(Phase.OTHERS, Phase.PAGES)) {
            Uploads.all(
                    change.uploads().stream().filter(upload -> upload.phase() == phase).toList(),
                    upload ->
                            bucket.put(
                                    upload.path(),
                                    upload.content(),
                                    source,
                                    head(upload, change.id()),
                                    Condition.NONE));
        }
        bucket.delete(change.removals());
    }

    @Override
    public void discard(Discarded discarded) throws BuildException {
        List<String> keys = new ArrayList<>(discarded.paths());
        discarded.contents().forEach(digest -> keys.add(keptKey(digest)));
        bucket.delete(keys);
        bucket.delete(discarded.releases().stream().map(BucketOrigin::releaseKey).toList());
    }

    @Override
    public void close() {
        bucket.close();
    }
}
