package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release behind nginx, set up as docs/cdn.md says, and behind a Varnish that keeps pages. */
@Tag("engine")
class EdgeTest {
    private static final String IMAGE = "jbuild-test/edge-" + NONCE;
    private static final int NGINX = 8080;
    private static final int VARNISH = 6081;

    private static final String PROJECT =
            """
            jbuild '1'

            target('edge') {
                from 'BASE'
                run '''
                    apt-get update -q
                    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \\\\
                        nginx-light libnginx-mod-http-brotli-static varnish
                '''
                copy 'edge/site.conf', into: '/etc/nginx/sites-enabled/default'
                copy 'edge/cache.vcl', into: '/etc/varnish/default.vcl'
                cmd 'sh', '-c', 'nginx; exec varnishd -F -a :6081 -f /etc/varnish/default.vcl'
                image 'IMAGE'
            }

            target('site') {
                from 'scratch'
                copy 'web', into: '/site'
                cdn '/site', to: 'file:build/cdn', fingerprint: '**/*.js', precompress: ['br', 'gzip'],
                    purge: arg('CACHE', default: 'http://127.0.0.1:1/'),
                    verify: arg('SITE', default: 'http://127.0.0.1:1/')
            }
            """
                    .replace("BASE", BASE)
                    .replace("IMAGE", IMAGE);

    private static final String CACHE =
            """
            vcl 4.1;
            backend origin { .host = "127.0.0.1"; .port = "8080"; }
            sub vcl_recv { if (req.method == "PURGE") { return (purge); } }
            sub vcl_backend_response { set beresp.ttl = 1h; set beresp.uncacheable = false; return (deliver); }
            """;

    private Jbuild jbuild;
    private final HttpClient http = HttpClient.newHttpClient();
    private String container = "";

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        jbuild =
                new Jbuild(folder)
                        .write("jbuild.groovy", PROJECT)
                        .write("edge/site.conf", documentedServer())
                        .write("edge/cache.vcl", CACHE)
                        .write("web/app.js", "let app = 1;\n".repeat(200));
        page("one");
        Files.createDirectories(jbuild.path("build/cdn"));
        Outcome built = jbuild.run("+edge");
        assertThat(built.exitCode()).as(built.toString()).isZero();
        container =
                Containers.docker(
                        "run",
                        "-d",
                        "-v",
                        jbuild.path("build/cdn") + ":/srv/cdn:ro",
                        "-p",
                        "127.0.0.1::" + NGINX,
                        "-p",
                        "127.0.0.1::" + VARNISH,
                        IMAGE);
    }

    @AfterEach
    void remove() throws Exception {
        http.close();
        if (!container.isEmpty()) {
            Containers.docker("rm", "-f", container);
        }
        Containers.remove(IMAGE);
    }

    /** The lines of the documentation, with the folder as it is called in the container. */
    private static String documentedServer() throws IOException {
        String page = Files.readString(Path.of("../docs/cdn.md"));
        Matcher lines = Pattern.compile("```text\nroot (.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(lines.find()).isTrue();
        return "server {\nlisten 8080;\nroot "
                + lines.group(1).replace("build/cdn/current", "/srv/cdn/current")
                + "}\n";
    }

    private void page(String text) throws IOException {
        jbuild.write("web/index.html", "<script src=app.js></script>" + (text + " ").repeat(400));
    }

    private String address(int port) throws Exception {
        String published = Containers.docker("port", container, Integer.toString(port));
        return "http://" + published.lines().findFirst().orElseThrow() + "/";
    }

    private HttpResponse<byte[]> get(int port, String path, String encoding) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address(port) + path))
                        .header("Accept-Encoding", encoding)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private Outcome publish(int cache, int site) throws Exception {
        return jbuild.run(
                "+site", "--arg", "CACHE=" + address(cache), "--arg", "SITE=" + address(site));
    }

    private String seen() throws Exception {
        return new String(get(VARNISH, "index.html", "identity").body(), StandardCharsets.UTF_8);
    }

    @Test
    void release_isServedInEveryEncoding_andPagesOfACacheArePurged() throws Exception {
        Outcome first = publish(VARNISH, NGINX);
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.delivered().get("build/cdn")).endsWith("2 files, 9 sent");
        assertThat(seen()).contains("one");
        assertServed("br");
        assertServed("gzip");

        page("two");
        Outcome stale = publish(NGINX, VARNISH);
        assertThat(stale.exitCode()).as(stale.toString()).isEqualTo(3);
        assertThat(stale.err()).contains("the cache keeps 1 of 1 files that have changed: PURGE ");
        assertThat(seen()).contains("one");

        Outcome purged = publish(VARNISH, VARNISH);
        assertThat(purged.exitCode()).as(purged.toString()).isZero();
        assertThat(seen()).contains("two");
        // Varnish knows gzip alone, and takes the rest out of what clients accept.
        assertThat(purged.delivered().get("build/cdn")).endsWith(" serves no .br siblings");
    }

    private void assertServed(String encoding) throws Exception {
        HttpResponse<byte[]> page = get(NGINX, "index.html", encoding);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-encoding")).contains(encoding);
        assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
        String suffix = encoding.equals("br") ? ".br" : ".gz";
        assertThat(page.body())
                .isEqualTo(
                        Files.readAllBytes(jbuild.path("build/cdn/current/index.html" + suffix)));
    }
}
