package dev.jbuild.cdn.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import java.util.Optional;

import javax.net.ssl.TrustManager;

/** Clients of the AWS SDK that get along with the servers of others. */
final class BucketClients {
    /** What servers that know no regions expect. */
    private static final Region ANY = Region.US_EAST_1;

    /** Trusts no certificate. */
    private static final TrustManager[] NOBODY = {};

    private BucketClients() {}

    /**
     * Makes a client.
     *
     * @param keys instead of those that the SDK finds in the environment, in profiles, or on the
     *     machine
     */
    static S3Client open(BucketLocation location, Optional<BucketOrigin.Keys> keys) {
        return builder(location, keys).build();
    }

    /**
     * Trailing checksums and signed chunks, the SDK's defaults, are refused by many servers; each
     * upload has a checksum of its own.
     */
    static S3ClientBuilder builder(BucketLocation location, Optional<BucketOrigin.Keys> keys) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClientBuilder(connections(location))
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                        .addPlugin(LegacyMd5Plugin.create())
                        .putAuthScheme(new UploadAuthScheme())
                        .forcePathStyle(
                                location.endpoint().isPresent() || location.bucket().contains("."));
        location.endpoint().ifPresent(builder::endpointOverride);
        builder.region(location.region().map(Region::of).orElseGet(() -> region(location)));
        keys.ifPresent(
                pair ->
                        builder.credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(pair.id(), pair.secret()))));
        return builder;
    }

    /** Where there are no certificates to verify, those of the machine are not read. */
    private static UrlConnectionHttpClient.Builder connections(BucketLocation location) {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder();
        boolean plain = location.endpoint().filter(e -> "http".equals(e.getScheme())).isPresent();
        return plain ? builder.tlsTrustManagersProvider(() -> NOBODY) : builder;
    }

    private static Region region(BucketLocation location) {
        if (location.endpoint().isPresent()) {
            return ANY;
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            return ANY;
        }
    }
}
