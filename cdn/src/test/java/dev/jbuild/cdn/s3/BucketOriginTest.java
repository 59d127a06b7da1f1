package dev.jbuild.cdn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.CountingOrigin;
import dev.jbuild.cdn.publish.GuardedPublisherContract;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.publish.TestOrigin;
import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.PathPattern;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

class BucketOriginTest extends GuardedPublisherContract {
    private final TestBucket bucket = new TestBucket(S3Proxy.get());
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

    private HeadObjectResponse head(String path) {
        return client.headObject(get -> get.bucket(location.bucket()).key("web/" + path));
    }

    private void put(String path, String content) {
        client.putObject(
                put -> put.bucket(location.bucket()).key("web/" + path),
                RequestBody.fromString(content));
    }

    /** Publishes, and tells which requests that took. */
    private List<String> requests(Release release) throws Exception {
        return requests(publisher -> publisher.publish(release, false));
    }

    @FunctionalInterface
    private interface Action {
        void by(Publisher publisher) throws Exception;
    }

    private List<String> requests(Action action) throws Exception {
        S3Proxy.Requests requests = new S3Proxy.Requests();
        try (S3Client counted =
                BucketClients.builder(location, Optional.of(S3Proxy.KEYS))
                        .overrideConfiguration(c -> c.addExecutionInterceptor(requests))
                        .build()) {
            action.by(
                    new Publisher(
                            BucketOrigin.open(location, counted),
                            site.cache().blobs(),
                            clock,
                            temp.resolve("journals")));
        }
        return requests.made();
    }

    @Test
    void objects_haveTheHeadersOfTheRelease() throws Exception {
        publish();
        String script = Site.file(site.release(RULES), "app.js").path();
        assertThat(head(script).contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(head(script).cacheControl()).isEqualTo(CacheRule.IMMUTABLE);
        assertThat(head(script).contentEncoding()).isNull();
        assertThat(head(script + ".br").contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(head(script + ".br").contentEncoding()).isEqualTo("br");
        assertThat(head(script + ".gz").contentEncoding()).isEqualTo("gzip");
        assertThat(head("index.html").cacheControl()).isEqualTo("no-cache");
    }

    @Test
    void firstPublicationThatDied_andABucketThatWasEmptied_sendAllAgain() throws Exception {
        Release release = site.release(RULES);
        CountingOrigin dying = new CountingOrigin(origin(), 3);
        assertThatThrownBy(
                        () ->
                                new Publisher(
                                                dying,
                                                site.cache().blobs(),
                                                clock,
                                                temp.resolve("journals"))
                                        .publish(release, false))
                .isInstanceOf(CountingOrigin.Death.class);
        for (String stored : dying.stored()) {
            client.deleteObject(delete -> delete.bucket(location.bucket()).key("web/" + stored));
        }

        publish();
        assertThat(visit(Site.file(release, "app.js").path())).isPresent();
        assertThat(visit(Site.file(release, "app.js").path() + ".br")).isPresent();
        assertThat(visit(Site.file(release, "app.js").path() + ".gz")).isPresent();
    }

    @Test
    void rollback_bringsTheHeadersBack_alsoThoseOfHashedNames() throws Exception {
        publish();
        String script = Site.file(site.release(RULES), "app.js").path();
        CacheRule brief = new CacheRule(PathPattern.parse("**/*.js"), "max-age=60");
        publisher().publish(site.release(RULES.withCacheControl(List.of(brief))), false);
        assertThat(head(script).cacheControl()).isEqualTo("max-age=60");

        publisher(new Site(temp.resolve("elsewhere"))).rollback(Optional.empty(), false);
        assertThat(head(script).cacheControl()).isEqualTo(CacheRule.IMMUTABLE);
        assertThat(head(script + ".br").cacheControl()).isEqualTo(CacheRule.IMMUTABLE);
        assertThat(head(script + ".br").contentEncoding()).isEqualTo("br");
        assertThat(visit(script)).contains(site.bytes(Site.file(site.release(RULES), "app.js")));
    }

    @Test
    void rollback_isThreeRequests_andOneForEachFileWithoutAHash() throws Exception {
        publish();
        site.write("app.js", "let app = 2;\n".repeat(200));
        publish();
        String state = "/" + location.bucket() + "/web/.jbuild/current.json";
        assertThat(requests(publisher -> publisher.rollback(Optional.empty(), false)))
                .containsExactly(
                        "GET " + state,
                        "PUT " + state,
                        "PUT /" + location.bucket() + "/web/index.html",
                        "PUT " + state);
    }

    @Test
    void content_isReadOnceForItsUpload() throws Exception {
        byte[] bytes = "let a = 1".getBytes(StandardCharsets.UTF_8);
        AtomicInteger opened = new AtomicInteger();
        try (Origin origin = origin()) {
            origin.keep(
                    new Stored(Digest.of(bytes), bytes.length),
                    content -> {
                        opened.incrementAndGet();
                        return new ByteArrayInputStream(bytes);
                    });
        }
        assertThat(visit(kept(Digest.of(bytes)))).contains(bytes);
        assertThat(opened).hasValue(1);
    }

    @Test
    void noChange_isOneRequest() throws Exception {
        publish();
        assertThat(requests(site.release(RULES)))
                .containsExactly("GET /" + location.bucket() + "/web/.jbuild/current.json");
    }

    @Test
    void oneChange_isSixRequests_andNoList() throws Exception {
        site.write("lone.js", "export const lone = 1;\n".repeat(100));
        publish();
        site.write("lone.js", "export const lone = 2;\n".repeat(100));
        assertThat(requests(site.release(RULES)))
                .hasSize(6)
                .allMatch(request -> request.startsWith("PUT") || request.endsWith("current.json"));
    }

    @Test
    void uploads_comeInTheOrderOfTheirPhases() throws Exception {
        site.write("big.js", "export const big = 1;\n".repeat(50_000));
        List<String> made = requests(site.release(RULES));
        int lastAsset = lastOf(made, "/web/big-");
        int page = lastOf(made, "/web/index.html");
        int robots = lastOf(made, "/web/robots.txt");
        int claim = made.indexOf("PUT /" + location.bucket() + "/web/.jbuild/current.json");
        int pointer = lastOf(made, "/web/.jbuild/current.json");
        assertThat(List.of(lastAsset, claim, robots, page, pointer)).isSorted();
    }

    private static int lastOf(List<String> requests, String part) {
        int last = -1;
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).contains(part)) {
                last = i;
            }
        }
        assertThat(last).as(part).isNotNegative();
        return last;
    }

    @Test
    void hashedNameThatIsThere_isLeft_whenItIsTheSame() throws Exception {
        publish();
        String script = Site.file(site.release(RULES), "app.js").path();
        String tag = head(script).eTag();
        // As a new publisher finds a bucket whose pointer was lost.
        client.deleteObject(d -> d.bucket(location.bucket()).key("web/.jbuild/current.json"));
        Published again = publish();
        assertThat(again.unchanged()).isFalse();
        assertThat(head(script).eTag()).isEqualTo(tag);
    }

    @Test
    void hashedNameThatIsThere_withOtherHeaders_getsThem() throws Exception {
        publish();
        client.deleteObject(d -> d.bucket(location.bucket()).key("web/.jbuild/current.json"));
        publisher()
                .publish(
                        site.release(
                                RULES.withCacheControl(
                                        List.of(
                                                new CacheRule(
                                                        PathPattern.parse("**/*.js"),
                                                        "max-age=60")))),
                        false);
        assertThat(head(Site.file(site.release(RULES), "app.js").path()).cacheControl())
                .isEqualTo("max-age=60");
    }

    @Test
    void hashedNameThatIsThere_withOtherBytes_isNeverOverwritten() throws Exception {
        String script = Site.file(site.release(RULES), "app.js").path();
        put(script, "somebody else's");
        assertThatThrownBy(this::publish)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(script);
        assertThat(visit(script)).contains("somebody else's".getBytes(StandardCharsets.UTF_8));
        assertThat(visit("index.html")).isEmpty();
    }

    @Test
    void wrongKey_isAClearRefusal_andWritesNothing() throws Exception {
        Origin refused = BucketOrigin.open(location, new BucketOrigin.Keys("AKIDTEST", "WRONG"));
        Publisher publisher =
                new Publisher(refused, site.cache().blobs(), clock, temp.resolve("journals"));
        Release release = site.release(RULES);
        assertThatThrownBy(() -> publisher.publish(release, false))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("access denied")
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("cdn-denied");
        assertThat(client.listObjectsV2(l -> l.bucket(location.bucket())).contents()).isEmpty();
    }

    @Test
    void missingBucket_isNamed() throws Exception {
        Publisher publisher =
                new Publisher(
                        BucketOrigin.open(S3Proxy.get().named("nosuch"), S3Proxy.KEYS),
                        site.cache().blobs(),
                        clock,
                        temp.resolve("journals"));
        Release release = site.release(RULES);
        assertThatThrownBy(() -> publisher.publish(release, false))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("s3://nosuch/web");
    }

    @Test
    void server_thatKeepsConditions_isKnown() throws Exception {
        try (Origin origin = origin()) {
            assertThat(origin.keepsConditions()).isTrue();
            assertThat(origin.keepsConditions()).isTrue();
        }
        assertThat(client.listObjectsV2(l -> l.bucket(location.bucket())).contents()).isEmpty();
    }
}
