package dev.jbuild.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.engine.testing.Dripping;
import dev.jbuild.engine.testing.GitServer;
import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.engine.testing.TlsFront;
import dev.jbuild.engine.testing.TunnelProxy;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ways to a repository: proxies, passwords, and servers that do not do what they should. */
@Timeout(60)
class RemoteAccessTest {
    /** No name server knows it: whoever gets there has asked a proxy. */
    private static final String NOWHERE = "git.invalid";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private GitServer server;
    private GitServer.Repository repository;
    private String commit;

    @BeforeEach
    void serve() throws Exception {
        server = new GitServer(folder.resolve("served"));
        repository = server.repository("lib");
        commit = repository.write("a", "one").commit();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", Files.createDirectory(folder.resolve("home")).toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String commit(String url) throws Exception {
        Duration second = Duration.ofSeconds(1);
        return new Remotes(new GitAccess(environment, new Patience(second, PATIENCE, PATIENCE)))
                .commit(new GitRef(url, "main"));
    }

    private String told(String url) {
        Throwable failure = catchThrowable(() -> commit(url));
        return switch (failure) {
            case UserMistake mistake -> mistake.diagnostics().toString();
            case EnvironmentFailure broken -> broken.getMessage() + broken.hint();
            case null, default -> throw new AssertionError("not told", failure);
        };
    }

    private void netrc(String password) throws Exception {
        Files.writeString(
                folder.resolve("home/.netrc"),
                "machine localhost login ada password " + password + "\n");
    }

    @Test
    void proxy_isAsked_butForTheHostsThatNeedNone() throws Exception {
        String url = "http://" + NOWHERE + "/lib.git";
        assertThat(told(url))
                .contains("cannot read the git repository", "there is no server `" + NOWHERE + "`");

        environment.put("HTTP_PROXY", server.url());
        assertThat(commit(url)).isEqualTo(commit);
        environment.put("http_proxy", "http://localhost:1");
        assertThat(told(url)).contains("cannot read the git repository");
        environment.remove("http_proxy");
        environment.put("NO_PROXY", "example.org, .invalid");
        assertThat(told(url)).contains("cannot read the git repository");
        environment.put("NO_PROXY", "example.org");
        assertThat(commit(url)).isEqualTo(commit);
    }

    @Test
    void netrc_isThatOfTheHomeInTheEnvironment() throws Exception {
        server.requireLogin("ada", "secret");
        assertThat(told(repository.url())).contains("is not there, or not for you");
        netrc("secret");
        assertThat(commit(repository.url())).isEqualTo(commit);
    }

    @Test
    void wrongPassword_isToldWithoutIt() throws Exception {
        server.requireLogin("ada", "secret");
        netrc("wr0ng-pass");
        assertThat(told(repository.url()))
                .contains("is not there, or not for you", "JBUILD_GIT_TOKEN_GITHUB_COM")
                .doesNotContain("wr0ng-pass", "ada");
    }

    @Test
    void token_goesToNobodyWhoCouldBeOverheard() throws Exception {
        server.requireLogin("x-access-token", "t0ken");
        environment.put("JBUILD_GIT_TOKEN_LOCALHOST", "t0ken");
        assertThat(told(repository.url()))
                .contains("is not there, or not for you")
                .doesNotContain("t0ken");
    }

    @Test
    void passwordInAnAddress_isRefused_andNotRepeated() {
        assertThatThrownBy(() -> new GitRef("https://ada:secret@example.org/lib.git", "main"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThat(new GitRef("https://ada@example.org/lib.git", "main").ref()).isEqualTo("main");
    }

    @Test
    void serverThatSendsSomethingElse_isToldOnce() throws Exception {
        try (WebServer web =
                new WebServer(
                        exchange -> {
                            byte[] page = "<h1>Sign in</h1>".getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(200, page.length);
                            exchange.getResponseBody().write(page);
                            exchange.close();
                        })) {
            assertThat(told(web.url() + "/lib.git"))
                    .contains("cannot read the git repository `" + web.url() + "/lib.git`");
        }
    }

    @Test
    void serverThatNeverComesToAnEnd_isGivenUp() throws Exception {
        try (WebServer web = new WebServer(Dripping::into)) {
            assertThat(told(web.url() + "/lib.git"))
                    .contains("it took longer than 3 seconds, and was given up");
        }
    }

    @Test
    void sshThatNeverComesToAnEnd_isGivenUp() {
        environment.put("GIT_SSH_COMMAND", "sleep 600; :");
        assertThat(told("ssh://git@example.org/lib.git"))
                .contains("it took longer than 3 seconds, and was given up");
    }

    @Test
    void token_goesByTls_alsoThroughAProxyThatSeesNothingOfIt() throws Exception {
        server.requireLogin("x-access-token", "t0ken");
        TestCertificates certificates = new TestCertificates("localhost", NOWHERE);
        try (TlsFront tls = front(server.url(), certificates);
                TunnelProxy proxy = new TunnelProxy(tls.name())) {
            String url = "https://" + tls.name() + "/lib.git";
            environment.put("JBUILD_GIT_TOKEN_LOCALHOST", "t0ken");
            assertThat(told(url)).contains("cannot read the git repository", "certification path");
            trust(certificates);
            assertThat(commit(url)).isEqualTo(commit);

            String hidden = "https://" + NOWHERE + "/lib.git";
            environment.put("HTTPS_PROXY", proxy.url());
            assertThat(told(hidden)).contains("is not there, or not for you");
            environment.put("JBUILD_GIT_TOKEN_GIT_INVALID", "t0ken");
            assertThat(commit(hidden)).isEqualTo(commit);
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(
                            head ->
                                    assertThat(head)
                                            .startsWith("CONNECT " + NOWHERE + ":443 ")
                                            .doesNotContainIgnoringCase("authorization"));
        }
    }

    /** Whoever a token is for may lead to somebody who is not to have it. */
    @Test
    void token_isNotHandedOn_toWhereARepositoryHasMoved() throws Exception {
        List<String> given = new CopyOnWriteArrayList<>();
        TestCertificates certificates = new TestCertificates("localhost", "127.0.0.1");
        trust(certificates);
        environment.put("JBUILD_GIT_TOKEN_LOCALHOST", "t0ken");
        try (WebServer other = new WebServer(exchange -> answer(exchange, 404, given));
                TlsFront otherTls = front(other.url(), certificates);
                WebServer first =
                        new WebServer(
                                exchange -> {
                                    String place =
                                            otherTls.name().replace("localhost", "127.0.0.1");
                                    moved(exchange, "https://" + place + "/lib.git");
                                });
                TlsFront tls = front(first.url(), certificates)) {
            assertThat(told("https://" + tls.name() + "/lib.git")).doesNotContain("t0ken");
        }
        assertThat(given).isNotEmpty().allMatch("none"::equals);
    }

    /** Lets in whoever has a password, and leads on. */
    private static void moved(HttpExchange exchange, String repository) throws IOException {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.getResponseHeaders()
                .add("Location", repository + "/info/refs?service=git-upload-pack");
        boolean known = exchange.getRequestHeaders().containsKey("Authorization");
        answer(exchange, known ? 302 : 401, new ArrayList<>());
    }

    private static void answer(HttpExchange exchange, int status, List<String> passwords)
            throws IOException {
        passwords.add(
                exchange.getRequestHeaders()
                        .getOrDefault("Authorization", List.of("none"))
                        .getFirst());
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static TlsFront front(String url, TestCertificates certificates) throws Exception {
        return TlsFront.forAnyone(url.substring("http://".length()), certificates.daemon());
    }

    private void trust(TestCertificates certificates) throws Exception {
        Path bundle = Files.writeString(folder.resolve("ca.pem"), certificates.authority());
        environment.put("GIT_SSL_CAINFO", bundle.toString());
    }

    @Test
    void serverThatSendsNothing_isGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://localhost:" + mute.getLocalPort() + "/lib.git";
            assertThat(told(url)).contains("cannot read the git repository `" + url + "`");
        }
    }
}
