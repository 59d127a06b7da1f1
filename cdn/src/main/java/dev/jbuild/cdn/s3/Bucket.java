package dev.jbuild.cdn.s3;

import dev.jbuild.cdn.origin.ContentSource;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The few requests that we make, below a prefix, and what their failures mean to a user. */
final class Bucket implements Closeable {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    /** What one request may delete. */
    private static final int BATCH = 1000;

    /** How often two writers may meet before one gives up. */
    private static final int ATTEMPTS = 5;

    /** A list of a million files has less. */
    private static final int LARGEST_DOCUMENT = 256 << 20;

    private final S3Client client;
    private final BucketLocation location;

    /** Some servers refuse an upload with a checksum; known when one went through without. */
    private volatile boolean checksums = true;

    Bucket(S3Client client, BucketLocation location) {
        this.client = client;
        this.location = location;
    }

    /** An object with its entity tag. */
    static final class Found {
        private final byte[] bytes;
        private final String tag;

        Found(byte[] bytes, String tag) {
            this.bytes = bytes;
            this.tag = tag;
        }

        byte[] bytes() {
            return bytes;
        }

        String tag() {
            return tag;
        }
    }

    /** A document, which memory can hold. */
    Optional<Found> get(String path) throws EnvironmentFailure {
        try (ResponseInputStream<GetObjectResponse> found =
                client.getObject(get -> get.bucket(location.bucket()).key(key(path)))) {
            byte[] bytes = found.readNBytes(LARGEST_DOCUMENT + 1);
            if (bytes.length > LARGEST_DOCUMENT) {
                found.abort();
                throw new IOException("it has more than " + LARGEST_DOCUMENT + " bytes");
            }
            return Optional.of(new Found(bytes, found.response().eTag()));
        } catch (IOException e) {
            throw failure(
                    "read", path, SdkClientException.create(String.valueOf(e.getMessage()), e));
        } catch (S3Exception e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw failure("read", path, e);
        } catch (SdkException e) {
            throw failure("read", path, e);
        }
    }

    /** A bucket that is not there is not an object that is not there. */
    private static boolean isAbsent(S3Exception e) {
        return e.statusCode() == NOT_FOUND && !(e instanceof NoSuchBucketException);
    }

    Optional<ObjectHead> head(String path) throws EnvironmentFailure {
        try {
            HeadObjectResponse head =
                    client.headObject(get -> get.bucket(location.bucket()).key(key(path)));
            return Optional.of(
                    new ObjectHead(
                            Objects.requireNonNullElse(head.contentType(), ""),
                            Objects.requireNonNullElse(head.cacheControl(), ""),
                            Optional.ofNullable(head.contentEncoding()),
                            head.metadata()));
        } catch (S3Exception e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw failure("look at", path, e);
        } catch (SdkException e) {
            throw failure("look at", path, e);
        }
    }

    /**
     * Opens an object; the caller closes it.
     *
     * @throws NoSuchFileException when there is none
     */
    InputStream open(String path) throws IOException {
        try {
            return client.getObject(get -> get.bucket(location.bucket()).key(key(path)));
        } catch (NoSuchKeyException e) {
            NoSuchFileException gone = new NoSuchFileException(location + "/" + path);
            gone.initCause(e);
            throw gone;
        } catch (SdkException e) {
            throw new IOException(
                    "cannot read " + location + "/" + path + ": " + e.getMessage(), e);
        }
    }

    /** Writes bytes; empty when the condition does not hold. */
    Optional<String> put(String path, byte[] bytes, ObjectHead head, Condition condition)
            throws EnvironmentFailure {
        return put(path, RequestBody.fromBytes(bytes), Digest.of(bytes), head, condition);
    }

    /**
     * Writes a content.
     *
     * @return the entity tag, empty when the condition does not hold
     */
    Optional<String> put(
            String path, Stored content, ContentSource source, ObjectHead head, Condition condition)
            throws EnvironmentFailure, IOException {
        RequestBody body =
                RequestBody.fromContentProvider(
                        () -> {
                            try {
                                return source.open(content);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        content.size(),
                        head.contentType());
        try {
            return put(path, body, content.digest(), head, condition);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<String> put(
            String path, RequestBody body, Digest digest, ObjectHead head, Condition condition)
            throws EnvironmentFailure {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder()
                        .bucket(location.bucket())
                        .key(key(path))
                        .contentType(head.contentType())
                        .cacheControl(head.cacheControl())
                        .metadata(head.notes());
        head.contentEncoding().ifPresent(put::contentEncoding);
        switch (condition) {
            case Condition.Always() -> {}
            case Condition.Absent() -> put.ifNoneMatch("*");
            case Condition.Version(String tag) -> put.ifMatch(tag);
        }
        boolean checked = checksums;
        if (checked) {
            put.checksumSHA256(
                    Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex())));
        }
        for (int attempt = 1; ; attempt++) {
            try {
                String tag = client.putObject(put.build(), body).eTag();
                checksums = checked;
                return Optional.of(tag);
            } catch (S3Exception e) {
                if (e.statusCode() == CONFLICT && attempt < ATTEMPTS) {
                    continue;
                }
                if (e.statusCode() == NOT_IMPLEMENTED && checked) {
                    checked = false;
                    put.checksumSHA256(null);
                    continue;
                }
                if (!(condition instanceof Condition.Always) && isRefused(e)) {
                    return Optional.empty();
                }
                throw failure("write", path, e);
            } catch (SdkException e) {
                throw failure("write", path, e);
            } catch (RuntimeException e) {
                throw unread(e);
            }
        }
    }

    /** The SDK wraps what went wrong as it read what it was to send. */
    private static RuntimeException unread(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException unread) {
                return unread;
            }
        }
        return e;
    }

    /** A server that knows no conditions refuses as well, which the first question finds out. */
    private static boolean isRefused(S3Exception e) {
        return e.statusCode() == CONDITION_FAILED
                || e.statusCode() == CONFLICT
                || e.statusCode() == NOT_IMPLEMENTED
                || isAbsent(e);
    }

    /** Deletes objects; those that are not there do not matter. */
    void delete(List<String> paths) throws EnvironmentFailure {
        for (int from = 0; from < paths.size(); from += BATCH) {
            List<String> batch = paths.subList(from, Math.min(from + BATCH, paths.size()));
            try {
                if (batch.size() == 1 || !deleteAtOnce(batch)) {
                    for (String path : batch) {
                        client.deleteObject(d -> d.bucket(location.bucket()).key(key(path)));
                    }
                }
            } catch (SdkException e) {
                throw failure("delete", paths.get(from), e);
            }
        }
    }

    /** Says whether the server can do that: some do not know the checksum that it takes. */
    private boolean deleteAtOnce(List<String> paths) throws EnvironmentFailure {
        List<ObjectIdentifier> objects =
                paths.stream()
                        .map(path -> ObjectIdentifier.builder().key(key(path)).build())
                        .toList();
        DeleteObjectsResponse deleted;
        try {
            deleted =
                    client.deleteObjects(
                            delete ->
                                    delete.bucket(location.bucket())
                                            .delete(d -> d.objects(objects).quiet(true)));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
                return false;
            }
            throw e;
        }
        if (deleted.hasErrors() && !deleted.errors().isEmpty()) {
            throw new EnvironmentFailure(
                    "cdn-failed",
                    "cannot delete `"
                            + deleted.errors().getFirst().key()
                            + "` of "
                            + location
                            + ": "
                            + deleted.errors().getFirst().message(),
                    "the key needs the right to delete; do the same again afterwards",
                    null);
        }
        return true;
    }

    private String key(String path) {
        return location.prefix() + path;
    }

    private EnvironmentFailure failure(String verb, String path, SdkException e) {
        String message = "cannot " + verb + " `" + path + "` of " + location + ": ";
        if (e instanceof NoSuchBucketException) {
            return new EnvironmentFailure(
                    "cdn-no-bucket",
                    message + "there is no such bucket",
                    "make the bucket, or mend its name",
                    e);
        }
        if (e instanceof S3Exception s3 && (s3.statusCode() == 403 || s3.statusCode() == 401)) {
            String code = s3.awsErrorDetails() == null ? "" : s3.awsErrorDetails().errorCode();
            return new EnvironmentFailure(
                    "cdn-denied",
                    message + "access denied" + (code == null ? "" : " (" + code + ")"),
                    "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile, and what"
                            + " the key may do",
                    e);
        }
        if (e instanceof SdkClientException) {
            return new EnvironmentFailure(
                    "cdn-unreachable",
                    message + e.getMessage(),
                    "check the endpoint, the network and that credentials are set",
                    e);
        }
        return new EnvironmentFailure(
                "cdn-failed",
                message + e.getMessage(),
                "doing the same again goes on from here",
                e);
    }

    @Override
    public void close() {
        client.close();
    }
}
