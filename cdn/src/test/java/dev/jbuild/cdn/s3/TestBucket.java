package dev.jbuild.cdn.s3;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.TestOrigin;
import dev.jbuild.model.Digest;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.util.Optional;

/** A new bucket of a server, with a client of its own beside those of publishers. */
final class TestBucket implements TestOrigin, AutoCloseable {
    private final BucketLocation location;
    private final S3Client client;

    TestBucket(S3Proxy server) {
        location = server.bucket();
        client = BucketClients.open(location, Optional.of(S3Proxy.KEYS));
    }

    @Override
    public String kept(Digest content) {
        return ".jbuild/files/" + content.hex();
    }

    BucketLocation location() {
        return location;
    }

    S3Client client() {
        return client;
    }

    @Override
    public Origin origin() {
        return BucketOrigin.open(
                location,
                BucketClients.builder(location, Optional.of(S3Proxy.KEYS))
                        .httpClientBuilder(null)
                        .httpClient(new AtomicConditions())
                        .build());
    }

    @Override
    public Optional<byte[]> visit(String path) {
        try {
            return Optional.of(
                    client.getObjectAsBytes(get -> get.bucket(location.bucket()).key("web/" + path))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void overwrite(String path, byte[] bytes) {
        client.putObject(
                put -> put.bucket(location.bucket()).key("web/" + path),
                RequestBody.fromBytes(bytes));
    }

    @Override
    public void remove(String path) {
        client.deleteObject(delete -> delete.bucket(location.bucket()).key("web/" + path));
    }

    @Override
    public void close() {
        client.close();
    }
}
