package dev.jbuild.cdn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Optional;

class BucketLocationTest {
    @Test
    void address_hasBucketPrefixAndSettings() {
        BucketLocation location =
                BucketLocation.parse(
                        "s3://my-bucket/web/shop/?endpoint=http://127.0.0.1:9000&region=eu-1");
        assertThat(location)
                .isEqualTo(
                        new BucketLocation(
                                "my-bucket",
                                "web/shop/",
                                Optional.of(URI.create("http://127.0.0.1:9000")),
                                Optional.of("eu-1")));
        assertThat(location).hasToString("s3://my-bucket/web/shop");
        assertThat(BucketLocation.parse("s3://my-bucket").prefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://A", "file:x", "s3://my-bucket?key=secret"})
    void otherAddress_isRefused(String text) {
        assertThatThrownBy(() -> BucketLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:18480", "localhost", "127.0.0.1:9000", "ftp://a", "http:", "a b"})
    void endpoint_thatIsNoAddressOfAServer_isRefused_withOneThatIs(String endpoint) {
        assertThatThrownBy(() -> BucketLocation.parse("s3://bucket?endpoint=" + endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`" + endpoint + "`")
                .hasMessageContaining("`endpoint=http://");
    }

    @Test
    void key_tellsServersApart() {
        assertThat(BucketLocation.parse("s3://bucket/a?endpoint=https://one").key())
                .isNotEqualTo(BucketLocation.parse("s3://bucket/a?endpoint=https://two").key())
                .isNotEqualTo(BucketLocation.parse("s3://bucket/a").key());
    }
}
