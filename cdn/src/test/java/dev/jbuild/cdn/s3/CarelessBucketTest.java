package dev.jbuild.cdn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.publish.PublisherContract;
import dev.jbuild.cdn.publish.TestOrigin;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server that ignores the conditions of a write: all is promised but that publishers never meet.
 */
class CarelessBucketTest extends PublisherContract {
    private final TestBucket bucket = new TestBucket(S3Proxy.careless());
    private final BucketLocation location = bucket.location();
    private final S3Client client = bucket.client();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Override
    protected TestOrigin tested() {
        return bucket;
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
