package dev.jbuild.cdn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.publish.PublisherContract;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.util.Optional;

/**
 * A server that ignores the conditions of a write: all is promised but that publishers never meet.
 */
class CarelessBucketTest extends PublisherContract {
    private BucketLocation location = S3Proxy.careless().named("none");
    private S3Client client = BucketClients.open(location, Optional.of(S3Proxy.KEYS));

    @BeforeEach
    void makeBucket() {
        client.close();
        location = S3Proxy.careless().bucket();
        client = BucketClients.open(location, Optional.of(S3Proxy.KEYS));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    protected Origin origin() {
        return BucketOrigin.open(location, S3Proxy.KEYS);
    }

    @Override
    protected Optional<byte[]> visit(String path) {
        try {
            return Optional.of(
                    client.getObjectAsBytes(get -> get.bucket(location.bucket()).key("web/" + path))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Test
    void server_isSeenThrough_andThePublisherIsTold() throws Exception {
        try (Origin origin = origin()) {
            assertThat(origin.keepsConditions()).isFalse();
        }
        assertThat(client.listObjectsV2(l -> l.bucket(location.bucket())).contents()).isEmpty();
        Published published = publish();
        assertThat(published.notices())
                .singleElement()
                .asString()
                .startsWith("this server ignores the conditions of a write");
    }

    @Test
    void hashedNameThatIsThere_withOtherBytes_isNotOverwritten() throws Exception {
        String script = Site.file(site.release(RULES), "app.js").path();
        client.putObject(
                put -> put.bucket(location.bucket()).key("web/" + script),
                RequestBody.fromString("somebody else's"));
        assertThatThrownBy(this::publish)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(script);
        assertThat(visit(script).orElseThrow()).asString().isEqualTo("somebody else's");
    }
}
