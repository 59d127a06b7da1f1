package dev.jbuild.cdn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

class UploadSignerTest {
    private static final byte[] CONTENT = "let a = 1".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9000, bucket/web/app.js, false",
        "http://minio.local, bucket/a b/ü+~(1)&=%41.js, false",
        "http://minio.local:80, bucket/a//b.js, true",
        "http://[::1]:9000, bucket/a.js, true"
    })
    void upload_isSignedAsByTheSdk(String server, String path, boolean session) throws Exception {
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .uri(URI.create(server))
                        .encodedPath("/" + SdkHttpUtils.urlEncodeIgnoreSlashes(path))
                        .putHeader("Content-Type", "text/javascript; charset=utf-8")
                        .putHeader("Cache-Control", "  public,   max-age=1 ")
                        .putHeader("If-None-Match", "*")
                        .putHeader("Content-Length", String.valueOf(CONTENT.length))
                        .putHeader("User-Agent", "somebody")
                        .putHeader("x-amz-meta-jbuild-release", "0123456789ab")
                        .putHeader(
                                UploadSigner.CHECKSUM,
                                Base64.getEncoder()
                                        .encodeToString(
                                                MessageDigest.getInstance("SHA-256")
                                                        .digest(CONTENT)))
                        .build();
        AwsCredentialsIdentity identity =
                session
                        ? AwsSessionCredentialsIdentity.create("id", "secret", "token")
                        : AwsCredentialsIdentity.create("id", "secret");
        SignRequest<AwsCredentialsIdentity> upload =
                SignRequest.builder(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(CONTENT))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
                        .putProperty(
                                AwsV4HttpSigner.SIGNING_CLOCK,
                                Clock.fixed(Instant.parse("2026-11-30T22:34:45Z"), ZoneOffset.UTC))
                        .build();

        assertThat(new UploadSigner().sign(upload).request().headers())
                .isEqualTo(AwsV4HttpSigner.create().sign(upload).request().headers());
    }
}
