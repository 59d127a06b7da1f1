package dev.jbuild.cdn.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A web server that serves a release well, but for the one thing that a test spoils. */
class EdgeTest {
    private static final String PAGE = "a page/ü.html";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private Release release;
    private Site files;
    private HttpServer server;
    private WebSite site;

    private volatile Spoiling spoiling = (path, answer) -> {};

    @FunctionalInterface
    private interface Spoiling {
        void on(String path, Answer answer);
    }

    private static final class Answer {
        int status = 200;
        byte[] body = {};
        String type = "";
        String encoding = "";
        String vary = "Accept-Encoding";
        String cacheControl = "";
    }

    @BeforeEach
    void serve(@TempDir Path temp) throws Exception {
        files = new Site(temp).write(PAGE, "<p>".repeat(500)).write("app.js", "1;".repeat(800));
        release = files.release(ReleaseRules.DEFAULT.withPrecompress(EnumSet.allOf(Codec.class)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/root/", this::answer);
        server.start();
        site = new WebSite("http://localhost:" + server.getAddress().getPort() + "/root");
    }

    @AfterEach
    void stop() {
        site.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/root/".length());
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        asked.add(exchange.getRequestMethod() + " " + path + " " + accepted);
        Answer answer = new Answer();
        Optional<ReleaseFile> found =
                release.files().stream().filter(file -> file.path().equals(path)).findAny();
        if (found.isPresent()) {
            fill(answer, found.get(), Codec.named(String.valueOf(accepted)));
        } else {
            answer.status = 404;
        }
        spoiling.on(path, answer);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.getResponseHeaders().set("Cache-Control", answer.cacheControl);
            if (!answer.encoding.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Encoding", answer.encoding);
            }
            exchange.getResponseHeaders().set("Vary", answer.vary);
            exchange.sendResponseHeaders(answer.status, answer.body.length);
            exchange.getResponseBody().write(answer.body);
        }
    }

    private void fill(Answer answer, ReleaseFile file, Optional<Codec> codec) throws IOException {
        Stored content = codec.map(file.siblings()::get).orElse(file.content());
        answer.body = files.cache().blobs().read(content.digest()).orElseThrow();
        answer.type = file.headers().contentType();
        answer.cacheControl = file.headers().cacheControl();
        answer.encoding = codec.map(Codec::token).orElse("");
    }

    private List<String> verify() throws Exception {
        return Verification.of(site, release, List.of());
    }

    private void assertFails(Spoiling how, String message) {
        spoiling = how;
        assertThatThrownBy(this::verify)
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("does not serve it: ")
                .hasMessageContaining(message);
    }

    private void assertTold(Spoiling how, String notice) throws Exception {
        spoiling = how;
        assertThat(verify()).anySatisfy(told -> assertThat(told).contains(notice));
    }

    @Test
    void verification_asksForEveryEncoding() throws Exception {
        assertThat(verify()).isEmpty();
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "GET " + PAGE + " identity",
                        "GET " + PAGE + " br",
                        "GET " + PAGE + " gzip",
                        "GET app.js identity",
                        "GET app.js br",
                        "GET app.js gzip");
    }

    @Test
    void verification_failsForWhatVisitorsWouldNotice() {
        assertFails((_, answer) -> answer.status = 404, "`app.js` (br) is answered with 404");
        assertFails(
                (_, answer) -> {
                    if (answer.encoding.isEmpty()) {
                        answer.body = new byte[] {1};
                    }
                },
                "`app.js` (identity) has other bytes");
        // What some tools upload: a compressed sibling that does not say so.
        assertFails(
                (path, answer) -> {
                    if (path.equals("app.js")) {
                        answer.encoding = "";
                    }
                },
                "`app.js` (br) has other bytes");
        assertFails(
                (_, answer) -> answer.encoding = "gzip",
                "`app.js` (br) comes with Content-Encoding `gzip` and is not that");
        assertFails(
                (path, answer) -> {
                    if (path.equals("app.js")) {
                        answer.type = "application/octet-stream";
                    }
                },
                "`app.js` (identity) comes as `application/octet-stream` and not as"
                        + " `text/javascript; charset=utf-8`");
    }

    @Test
    void verification_tellsWhatCouldBeBetter() throws Exception {
        assertTold(
                (path, answer) -> answer.cacheControl = "private",
                "with Cache-Control `private`; the release says `no-cache`");
        assertTold((_, answer) -> answer.vary = "Origin", "without `Vary: Accept-Encoding`");
        byte[] plain = files.cache().blobs().read(appContent()).orElseThrow();
        assertTold(
                (path, answer) -> {
                    if (path.equals("app.js")) {
                        answer.encoding = "";
                        answer.body = plain;
                    }
                },
                "serves no .br siblings");
    }

    @Test
    void verification_ofTheTypeOfASourceMap_tellsIt() throws Exception {
        files.write("app.js.map", "{}");
        release = files.release(ReleaseRules.DEFAULT);
        assertTold(
                (path, answer) -> {
                    if (path.equals("app.js.map")) {
                        answer.type = "application/octet-stream";
                    }
                },
                "serves `app.js.map` as `application/octet-stream` and not as `application/json`");
    }

    private Digest appContent() {
        return release.files().stream()
                .filter(file -> file.path().equals("app.js"))
                .findAny()
                .orElseThrow()
                .content()
                .digest();
    }

    @Test
    void purge_asksForEachPath_andMindsARefusal() throws Exception {
        spoiling = (_, answer) -> answer.body = new byte[0];
        Purge.of(site, List.of(PAGE, "gone.html"));
        assertThat(asked)
                .containsExactlyInAnyOrder("PURGE " + PAGE + " null", "PURGE gone.html null");

        spoiling = (_, answer) -> answer.status = 403;
        assertThatThrownBy(() -> Purge.of(site, List.of(PAGE, "gone.html")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("the cache keeps 2 of 2 addresses that have changed: PURGE ")
                .hasMessageContaining("was answered with 403");
    }

    @Test
    void purge_ofTheFirstPageOfAFolder_asksForTheFolderAsWell() throws Exception {
        Purge.of(site, List.of("index.html", "notes/index.html", "my-index.html"));
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "PURGE index.html null",
                        "PURGE  null",
                        "PURGE notes/index.html null",
                        "PURGE notes/ null",
                        "PURGE my-index.html null");
    }

    /** Names that look alike may differ in bytes. */
    @ParameterizedTest
    @CsvSource({
        "caf\u00e9.html, caf%C3%A9.html",
        "cafe\u0301.html, cafe%CC%81.html",
        "'a b/100%#?.js', a%20b/100%25%23%3F.js",
        "'x/a-1_~.@$&+,;=:!()*.js', 'x/a-1_~.@$&+,;=:!()*.js'",
        "'\"<>[]^`{|}', %22%3C%3E%5B%5D%5E%60%7B%7C%7D",
    })
    void address_holdsTheBytesOfTheName(String path, String expected) {
        assertThat(site.address(path).toString()).endsWith("/root/" + expected);
    }

    @Test
    void address_ofNoWebSite_isRefused() {
        for (String address : List.of("ftp://host/", "https:///", "http://host/?q=1")) {
            assertThatThrownBy(() -> new WebSite(address))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
