package dev.jbuild.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.TestEngine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A release in a bucket of s3rver, a server that takes any write whatever its conditions. */
@Tag("engine")
class BucketTest {
    private static final String IMAGE = "jbuild-test/s3rver-" + TestEngine.NONCE;

    private static final String SERVER =
            """
            jbuild '1'

            target('s3rver') {
                from 'BASE'
                run '''
                    apt-get update -q
                    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends nodejs
                '''
                fetch 'https://registry.npmjs.org/npm/-/npm-10.9.4.tgz', into: '/npm', unpack: true,
                    sha256: '4bfba8a0c823024d1926ec9d97a37a00eb60fd2adf44b3d34a686fc32e8f51e4'
                run 'node /npm/package/bin/npm-cli.js install --prefix /srv --no-audit --no-fund --fetch-timeout 20000 s3rver@3.7.1'
                entrypoint 'node', '/srv/node_modules/s3rver/bin/s3rver.js', '--address', '0.0.0.0',
                    '--port', '4568', '--directory', '/tmp/s3', '--configure-bucket', 'site'
                image 'IMAGE'
            }
            """
                    .replace("BASE", TestEngine.BASE)
                    .replace("IMAGE", IMAGE);

    private static final String PROJECT =
            """
            jbuild '1'

            target('site') {
                from 'scratch'
                copy 'web', into: '/site'
                cdn '/site', to: arg('ORIGIN'), fingerprint: '**/*.js', precompress: ['br', 'gzip']
            }
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private Jbuild jbuild;
    private String container;
    private String server;

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        Outcome built =
                new Jbuild(folder.resolve("server")).write("jbuild.groovy", SERVER).run("+s3rver");
        assertThat(built.exitCode()).as(built.toString()).isZero();
        container = Containers.docker("run", "-d", "-p", "127.0.0.1::4568", IMAGE);
        server =
                "http://"
                        + Containers.docker("port", container, "4568").lines().toList().getFirst();
        Await.until(this::answers, Duration.ofMinutes(1), () -> "an answer of " + server);
        jbuild =
                new Jbuild(folder.resolve("site"))
                        .environment("AWS_ACCESS_KEY_ID", "S3RVER")
                        .environment("AWS_SECRET_ACCESS_KEY", "S3RVER")
                        .write("jbuild.groovy", PROJECT)
                        .write("web/app.js", "let app = 1;\n".repeat(200));
    }

    @AfterEach
    void remove() throws Exception {
        http.close();
        Containers.docker("rm", "-f", container);
        Containers.remove(IMAGE);
    }

    private boolean answers() {
        try {
            return !get("/").isEmpty();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(server + path)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String origin() {
        return "s3://site/web?endpoint=" + server + "&region=us-east-1";
    }

    private Outcome publish(String page) throws Exception {
        jbuild.write("web/index.html", "<script src=app.js></script>" + page);
        Outcome published = jbuild.run("--push", "--arg", "ORIGIN=" + origin(), "+site");
        assertThat(published.exitCode()).as(published.toString()).isZero();
        return published;
    }

    @Test
    void serverThatKnowsNoConditions_isSeenThrough_andAllElseHolds() throws Exception {
        Outcome first = publish("one");
        assertThat(first.toString()).contains("this server ignores the conditions of a write");
        assertThat(get("/site/web/index.html")).containsPattern("app-[0-9a-f]{16}\\.js.*one");

        publish("two");
        assertThat(get("/site/web/index.html")).contains("two");

        Outcome back = jbuild.run("cdn", "rollback", origin());
        assertThat(back.exitCode()).as(back.toString()).isZero();
        assertThat(get("/site/web/index.html")).contains("one");
    }
}
