package dev.jbuild.engine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.engine.solve.Failures;
import dev.jbuild.engine.testing.Dripping;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class DownloadsTest {
    private static final byte[] CONTENT = "content of a file".getBytes(StandardCharsets.UTF_8);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private WebServer web;
    private Downloads downloads = new Downloads(Map.of(), Optional.empty());

    @BeforeEach
    void serve() throws IOException {
        web = new WebServer(DownloadsTest::answer);
    }

    @AfterEach
    void end() {
        web.close();
    }

    /** A path says what the answer is. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/file" -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT);
            }
            case "/short" -> {
                exchange.sendResponseHeaders(200, CONTENT.length + 1);
                exchange.getResponseBody().write(CONTENT);
            }
            case "/endless" -> Dripping.into(exchange);
            case "/moved" -> redirect(exchange, "/file");
            case "/circle" -> redirect(exchange, "/circle");
            case "/elsewhere" -> redirect(exchange, "ftp://example.org/file");
            default -> exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
        }
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private Digest digest(String path) throws Exception {
        return downloads.digest(web.url() + path);
    }

    @Test
    void digest_isThatOfTheFile_alsoWhereItHasMoved() throws Exception {
        assertThat(digest("/file")).isEqualTo(Digest.of(CONTENT));
        assertThat(digest("/moved")).isEqualTo(Digest.of(CONTENT));
    }

    @Test
    void digest_ofWhatIsNotToBeHad_isAMistake() {
        assertMistake("/404", "is not to be had: the server answers 404");
        assertMistake("/401", "is not to be had: the server answers 401");
        assertMistake("/circle", "leads from one address to the next without end");
        assertMistake("/elsewhere", "leads to `ftp://example.org/file`, which cannot be fetched");
    }

    @Test
    void digest_ofAFileWithoutEnd_isAMistake() {
        downloads = new Downloads(Map.of(), Optional.empty(), CONTENT.length - 1, MINUTE);
        assertMistake("/file", "has more than 0 MB");
    }

    private void assertMistake(String path, String problem) {
        assertThatThrownBy(() -> digest(path))
                .isInstanceOf(UserMistake.class)
                .hasMessage("`%s%s` %s", web.url(), path, problem);
    }

    @Test
    void digest_ofWhatMayPass_canBeTriedAgain() {
        for (String path : new String[] {"/503", "/429", "/short"}) {
            assertThatThrownBy(() -> digest(path))
                    .isInstanceOfSatisfying(
                            EnvironmentFailure.class,
                            failure ->
                                    assertThat(failure.code()).isEqualTo(Failures.BROKEN_TRANSFER));
        }
        web.close();
        assertThatThrownBy(() -> digest("/file"))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Failures.BROKEN_TRANSFER));
    }

    @Test
    void digest_fromNoServer_isToldAtOnce() {
        assertThatThrownBy(() -> downloads.digest("http://nowhere.invalid/file"))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessage(
                        "cannot read `http://nowhere.invalid/file`: there is no server"
                                + " `nowhere.invalid`");
    }

    @Test
    void digest_goesByWayOfTheProxy() throws Exception {
        downloads = new Downloads(Map.of("http_proxy", web.url()), Optional.empty());
        assertThat(downloads.digest("http://nowhere.invalid/file")).isEqualTo(Digest.of(CONTENT));
    }

    @Test
    void serverThatNeverComesToAnEnd_isGivenUp() {
        downloads =
                new Downloads(Map.of(), Optional.empty(), CONTENT.length, Duration.ofSeconds(1));
        assertThatThrownBy(() -> digest("/endless"))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("it took longer than 1 seconds, and was given up");
    }
}
