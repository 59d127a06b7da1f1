package dev.jbuild.cdn.s3;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs an upload by the digest that it says to have, by version 4 of Amazon's signature. The SDK
 * would read and hash each content once more before it sends it, where the connection is not
 * encrypted; that is a third of what publishing many small files takes. All else it signs itself.
 */
final class UploadSigner implements AwsV4HttpSigner {
    /** What the server checks, too. */
    static final String CHECKSUM = "x-amz-checksum-sha256";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String REQUEST = "aws4_request";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** Headers that somebody on the way may change. */
    private static final Set<String> UNSIGNED =
            Set.of("connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id");

    private final AwsV4HttpSigner sdk = AwsV4HttpSigner.create();
    private volatile Optional<Key> last = Optional.empty();

    /** The key of a day, which many uploads share. */
    private record Key(String secret, String scope, SecretKeySpec key) {}

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        SdkHttpRequest upload = request.request();
        Optional<String> checksum = upload.firstMatchingHeader(CHECKSUM);
        if (checksum.isEmpty()
                || upload.method() != SdkHttpMethod.PUT
                || !upload.rawQueryParameters().isEmpty()
                || request.identity().accessKeyId() == null) {
            return sdk.sign(request);
        }
        try {
            return SignedRequest.builder()
                    .request(signed(request, checksum.get()))
                    .payload(request.payload().orElse(null))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private SdkHttpRequest signed(
            SignRequest<? extends AwsCredentialsIdentity> request, String checksum)
            throws GeneralSecurityException {
        AwsCredentialsIdentity identity = request.identity();
        var now =
                request.requireProperty(SIGNING_CLOCK, Clock.systemUTC())
                        .instant()
                        .atOffset(ZoneOffset.UTC);
        String scope =
                String.join(
                        "/",
                        DAY.format(now),
                        request.requireProperty(REGION_NAME),
                        request.requireProperty(SERVICE_SIGNING_NAME),
                        REQUEST);
        String digest = HexFormat.of().formatHex(Base64.getDecoder().decode(checksum));
        SdkHttpRequest.Builder upload = request.request().toBuilder();
        upload.putHeader("Host", host(request.request()));
        upload.putHeader("X-Amz-Date", TIME.format(now));
        upload.putHeader("x-amz-content-sha256", digest);
        if (identity instanceof AwsSessionCredentialsIdentity session) {
            upload.putHeader("X-Amz-Security-Token", session.sessionToken().trim());
        }
        TreeMap<String, String> headers = new TreeMap<>();
        upload.forEachHeader(
                (name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (!UNSIGNED.contains(lower)) {
                        headers.put(lower, canonical(values));
                    }
                });
        String names = String.join(";", headers.keySet());
        StringBuilder text = new StringBuilder("PUT\n");
        text.append(request.request().encodedPath()).append("\n\n");
        headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
        text.append('\n').append(names).append('\n').append(digest);
        String toSign =
                String.join("\n", ALGORITHM, TIME.format(now), scope, hex(sha256(text.toString())));
        String signature = hex(hmac(key(identity.secretAccessKey().trim(), scope), toSign));
        upload.putHeader(
                "Authorization",
                ALGORITHM
                        + " Credential="
                        + identity.accessKeyId().trim()
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + names
                        + ", Signature="
                        + signature);
        return upload.build();
    }

    /** As the client of HTTP says it. */
    private static String host(SdkHttpRequest request) {
        int usual = request.protocol().equals("https") ? 443 : 80;
        return request.port() == usual ? request.host() : request.host() + ":" + request.port();
    }

    private static String canonical(List<String> values) {
        return String.join(",", values.stream().map(UploadSigner::canonical).toList());
    }

    private static String canonical(String value) {
        String trimmed = value.trim();
        return trimmed.contains("  ") ? trimmed.replaceAll(" +", " ") : trimmed;
    }

    private SecretKeySpec key(String secret, String scope) throws GeneralSecurityException {
        Optional<Key> known = last;
        if (known.isPresent()
                && known.get().secret.equals(secret)
                && known.get().scope.equals(scope)) {
            return known.get().key;
        }
        SecretKeySpec key = key(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
        for (String part : scope.split("/", -1)) {
            key = key(hmac(key, part));
        }
        last = Optional.of(new Key(secret, scope, key));
        return key;
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static byte[] hmac(SecretKeySpec key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
            AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return sdk.signAsync(request);
    }
}
