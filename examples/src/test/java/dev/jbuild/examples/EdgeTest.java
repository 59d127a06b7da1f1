package dev.jbuild.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Edge;
import dev.jbuild.examples.testing.Edge.Server;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A release behind nginx and behind a Varnish that keeps pages. */
@Tag("engine")
class EdgeTest {
    private static final String PROJECT =
            """
            jbuild '1'

            target('site') {
                from 'scratch'
                copy 'web', into: '/site'
                cdn '/site', to: 'file:build/cdn', fingerprint: '**/*.js', precompress: ['br', 'gzip'],
                    purge: arg('CACHE'), verify: arg('SITE')
            }
            """;

    private Jbuild jbuild;
    private Edge edge;

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        jbuild =
                new Jbuild(folder)
                        .write("jbuild.groovy", PROJECT)
                        .write("web/app.js", "let app = 1;\n".repeat(200));
        page("one");
        edge = Edge.start(folder.resolve("edge"), jbuild.path("build/cdn"));
    }

    @AfterEach
    void remove() throws Exception {
        edge.remove();
    }

    private void page(String text) throws IOException {
        jbuild.write("web/index.html", "<script src=app.js></script>" + (text + " ").repeat(400));
    }

    private Outcome publish(Server cache, Server site) throws Exception {
        return jbuild.run(
                "+site",
                "--arg",
                "CACHE=" + edge.address(cache),
                "--arg",
                "SITE=" + edge.address(site));
    }

    private String seen() throws Exception {
        return new String(
                edge.get(Server.VARNISH, "index.html", "identity").body(), StandardCharsets.UTF_8);
    }

    @Test
    void release_isServedInEveryEncoding_andPagesOfACacheArePurged() throws Exception {
        Outcome first = publish(Server.VARNISH, Server.NGINX);
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.delivered().get("build/cdn")).endsWith("2 files, 9 sent");
        assertThat(seen()).contains("one");
        assertServed("br");
        assertServed("gzip");

        page("two");
        Outcome stale = publish(Server.NGINX, Server.VARNISH);
        assertThat(stale.exitCode()).as(stale.toString()).isEqualTo(3);
        assertThat(stale.err())
                .contains("the cache keeps 2 of 2 addresses that have changed: PURGE ");
        assertThat(seen()).contains("one");

        Outcome purged = publish(Server.VARNISH, Server.VARNISH);
        assertThat(purged.exitCode()).as(purged.toString()).isZero();
        assertThat(seen()).contains("two");
        // Varnish knows gzip alone, and takes the rest out of what clients accept.
        assertThat(purged.delivered().get("build/cdn")).endsWith(" serves no .br siblings");
    }

    private void assertServed(String encoding) throws Exception {
        HttpResponse<byte[]> page = edge.get(Server.NGINX, "index.html", encoding);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-encoding")).contains(encoding);
        assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
        String suffix = encoding.equals("br") ? ".br" : ".gz";
        assertThat(page.body())
                .isEqualTo(
                        Files.readAllBytes(jbuild.path("build/cdn/current/index.html" + suffix)));
    }
}
