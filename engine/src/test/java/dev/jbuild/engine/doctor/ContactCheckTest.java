package dev.jbuild.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.engine.docker.EngineFacts;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.testing.TestCertificates;
import dev.jbuild.engine.testing.TlsFront;
import dev.jbuild.engine.testing.TunnelProxy;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Registries as they may be, each a real server on this machine. */
class ContactCheckTest {
    private static final byte[] BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\n\r\n400 Bad Request".getBytes(StandardCharsets.UTF_8);
    private static final String PASSWORD = "Basic " + base64("ada:open sesame");

    private final Map<String, String> environment = new HashMap<>();
    private final List<ImageName> named = new ArrayList<>();
    private final List<ImageName> pushed = new ArrayList<>();
    private Path folder;
    private LockFile lock = LockFile.EMPTY;
    private Optional<EngineFacts> engine = Optional.empty();

    @BeforeEach
    void makeFolder(@TempDir Path temporary) {
        folder = temporary;
        environment.put("HOME", temporary.toString());
    }

    /** A base image comes from a registry. */
    private void base(String host) {
        lock = lock.with(image(host), new LockedImage(Digest.of(new byte[0])));
    }

    private static ImageName image(String host) {
        return ImageName.parse(host + "/team/app:1");
    }

    private void engine(List<String> mirrors, List<String> insecure) {
        engine =
                Optional.of(
                        new EngineFacts(
                                "28",
                                "1.51",
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                mirrors,
                                insecure));
    }

    private void login(String host, String pair) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve(".docker")).resolve("config.json"),
                "{\"auths\":{\"" + host + "\":{\"auth\":\"" + base64(pair) + "\"}}}");
    }

    private List<Finding> findings(boolean offline) throws Exception {
        lock.write(folder);
        return new ContactCheck(engine, true, Duration.ofSeconds(2))
                .of(new Patient(folder, Builders.NONE, named, pushed, offline), environment);
    }

    private Finding finding() throws Exception {
        List<Finding> findings = findings(false);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void assertFound(Finding.State state, String text, String cure) throws Exception {
        assertFound(finding(), state, text, cure);
    }

    private static void assertFound(
            Finding finding, Finding.State state, String text, String cure) {
        assertThat(finding.text()).contains(text);
        assertThat(finding.cure()).contains(cure);
        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.cure().isEmpty()).isEqualTo(state == Finding.State.WELL);
    }

    private static String host(WebServer server) {
        return server.url().substring("http://".length());
    }

    /** The same server under a name for which TLS is expected. */
    private static String far(String host) {
        return host.replace("localhost", "0.0.0.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WebServer answering(int status) throws IOException {
        return new WebServer(exchange -> answer(exchange, status));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Lets in who knows the password. */
    private static WebServer wantingThePassword() throws IOException {
        return new WebServer(
                exchange -> {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                    answer(exchange, isKnown(exchange, PASSWORD) ? 200 : 401);
                });
    }

    private static boolean isKnown(HttpExchange exchange, String header) {
        return header.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    /**
     * Lets in who has a token.
     *
     * @param toAnyone whether one without a password gets a token, too
     */
    private static WebServer wantingAToken(boolean toAnyone) throws IOException {
        return new WebServer(
                exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/token")) {
                        boolean known =
                                exchange.getRequestHeaders().containsKey("Authorization")
                                        ? isKnown(exchange, PASSWORD)
                                        : toAnyone;
                        byte[] token = "{\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8);
                        try (exchange) {
                            exchange.sendResponseHeaders(known ? 200 : 401, token.length);
                            exchange.getResponseBody().write(token);
                        }
                        return;
                    }
                    exchange.getResponseHeaders()
                            .set(
                                    "WWW-Authenticate",
                                    "Bearer realm=\"http://"
                                            + exchange.getRequestHeaders().getFirst("Host")
                                            + "/token\"");
                    answer(exchange, isKnown(exchange, "Bearer t") ? 200 : 401);
                });
    }

    /** Answers what is no HTTP as servers of registries do; that of Java waits for more of it. */
    private static ServerSocket withoutTls() throws IOException {
        ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(
                () -> {
                    while (!port.isClosed()) {
                        try (Socket client = port.accept()) {
                            client.getInputStream().read();
                            client.getOutputStream().write(BAD_REQUEST);
                        } catch (IOException ended) {
                            // Closed, or the client has seen enough.
                        }
                    }
                });
        return port;
    }

    private static String host(ServerSocket server) {
        return "0.0.0.0:" + server.getLocalPort();
    }

    @Test
    void project_thatNeedsNoRegistry_hasNothingToTell() throws Exception {
        assertThat(findings(false)).isEmpty();
    }

    @Test
    void registry_thatAnswers_isWell() throws Exception {
        try (WebServer server = answering(200)) {
            base(host(server));
            pushed.add(image(host(server)));

            assertFound(
                    Finding.State.WELL,
                    "answers; base images come from it; images are pushed to it",
                    "");
            assertThat(finding().subject()).isEqualTo(host(server));
        }
    }

    @Test
    void registry_thatWantsALogin_isBrokenWithoutOne_andWellWithIt() throws Exception {
        try (WebServer password = wantingThePassword();
                WebServer token = wantingAToken(false)) {
            for (String host : List.of(host(password), host(token))) {
                lock = LockFile.EMPTY;
                base(host);
                assertFound(
                        Finding.State.BROKEN,
                        "needs a login, and none is stored; base images",
                        "`docker login " + host + "`");

                login(host, "ada:wrong");
                assertFound(
                        Finding.State.BROKEN, "refuses the login that is stored", "`docker login");

                login(host, "ada:open sesame");
                assertFound(Finding.State.WELL, "answers; ", "");
            }
        }
    }

    @Test
    void registry_thatGivesToAnyone_isWell_butNotToPushTo() throws Exception {
        try (WebServer server = wantingAToken(true)) {
            base(host(server));
            assertFound(Finding.State.WELL, "answers; ", "");

            pushed.add(image(host(server)));
            assertFound(
                    Finding.State.LACKING,
                    "no login is stored; --push fails",
                    "`docker login " + host(server) + "`");

            login(host(server), "ada:open sesame");
            assertFound(Finding.State.WELL, "images are pushed to it", "");
        }
    }

    @Test
    void registry_whoseAuthorityNobodyTrusts_isBroken_unlessTheEngineDoesNotMind()
            throws Exception {
        try (WebServer server = answering(200);
                TlsFront tls = TlsFront.forAnyone(host(server), new TestCertificates().daemon())) {
            base(far(tls.name()));
            assertFound(
                    Finding.State.BROKEN,
                    "from an authority that is not trusted here",
                    "`/etc/docker/certs.d/" + far(tls.name()) + "/ca.crt`");

            engine(List.of(), List.of(far(tls.name())));
            assertFound(Finding.State.WELL, "answers without a certificate that is verified", "");
        }
    }

    @Test
    void registry_thatSpeaksPlainHttp_isBroken_unlessTheEngineDoesNotMind() throws Exception {
        try (ServerSocket server = withoutTls()) {
            base(host(server));
            assertFound(
                    Finding.State.BROKEN, "speaks plain HTTP", "\"insecure-registries\" in daemon");

            engine(List.of(), List.of(host(server)));
            assertFound(Finding.State.WELL, "as the engine is told", "");
        }
    }

    @Test
    void registry_whoseNameNobodyKnows_isBroken() throws Exception {
        base("nowhere.invalid");
        assertFound(Finding.State.BROKEN, "its name is not known", "the DNS of this machine");
    }

    @Test
    void registry_thatSaysNothing_isBroken() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            base("localhost:" + silent.getLocalPort());
            assertFound(Finding.State.BROKEN, "gives no answer within 2 s", "HTTPS_PROXY");
        }
    }

    @Test
    void registry_thatIsNone_isBroken() throws Exception {
        try (WebServer server = answering(503)) {
            base(host(server));
            assertFound(Finding.State.BROKEN, "the registry answers 503", "whether it is up");
        }
        assertFound(Finding.State.BROKEN, "takes no connection", "whether it is up");
    }

    @Test
    void registry_ofAnImageThatIsNotLocked_isLacking_sinceTheEngineMayHaveIt() throws Exception {
        try (WebServer server = answering(500)) {
            named.add(image(host(server)));
            assertFound(
                    Finding.State.LACKING, "only found where the engine has them", "whether it");

            base(host(server));
            assertFound(Finding.State.BROKEN, "cannot be fetched", "whether it is up");
        }
    }

    @Test
    void registry_thatIsOnlyPushedTo_isLacking() throws Exception {
        try (WebServer server = answering(500)) {
            pushed.add(image(host(server)));
            assertFound(Finding.State.LACKING, "--push fails", "whether it is up");
        }
    }

    @Test
    void mirror_standsForItsRegistry() throws Exception {
        base("registry.invalid");
        try (WebServer server = answering(200)) {
            environment.put("JBUILD_MIRRORS", "registry.invalid=" + host(server) + "/mirror");
            assertFound(Finding.State.WELL, "base images of registry.invalid come from it", "");
            assertThat(finding().subject()).isEqualTo(host(server));
        }
        assertFound(
                Finding.State.BROKEN,
                "since no other place is asked",
                "take registry.invalid out of JBUILD_MIRRORS");

        lock = LockFile.EMPTY;
        assertFound(Finding.State.BROKEN, "since no other place is asked", "JBUILD_MIRRORS");
        environment.put("JBUILD_MIRRORS", "nonsense");
        assertFound(Finding.State.BROKEN, "`nonsense` is no mirror", "write a registry");
        // Without a registry it would be a folder of Docker Hub, whatever its name.
        environment.put("JBUILD_MIRRORS", "quay.io=team/a.b");
        assertFound(Finding.State.BROKEN, "`quay.io=team/a.b` is no mirror", "write a registry");
        assertThat(finding().subject()).isEqualTo("JBUILD_MIRRORS");
    }

    @Test
    void mirrorOfTheEngine_isDoneWithout() throws Exception {
        try (ServerSocket server = withoutTls()) {
            engine(List.of("http://" + host(server) + "/"), List.of());
            assertFound(Finding.State.WELL, "looks there first for images of Docker Hub", "");
        }
        assertFound(
                Finding.State.LACKING, "the engine asks Docker Hub itself", "\"registry-mirrors\"");
    }

    @Test
    void dockerHub_isBroken_unlessAMirrorAnswersForIt() throws Exception {
        try (WebServer server = answering(200);
                TlsFront tls = TlsFront.forAnyone(host(server), new TestCertificates().daemon());
                TunnelProxy proxy = new TunnelProxy(tls.name());
                WebServer mirror = answering(200)) {
            // Whatever the network of this machine is: Docker Hub is somebody whom nobody trusts.
            environment.put("HTTPS_PROXY", proxy.url());
            base("docker.io");
            assertFound(Finding.State.BROKEN, "base images that the builder", "docker.io/ca.crt");
            assertThat(proxy.heads())
                    .allMatch(head -> head.startsWith("CONNECT registry-1.docker"));

            engine(List.of(mirror.url()), List.of());
            named.add(ImageName.parse("docker.io/team/not-locked:1"));
            assertThat(findings(false))
                    .anySatisfy(
                            finding ->
                                    assertFound(
                                            finding,
                                            Finding.State.LACKING,
                                            "only what the engine's mirrors have",
                                            "ca.crt"))
                    .anyMatch(finding -> finding.state() == Finding.State.WELL);
        }
        assertThat(findings(false))
                .anyMatch(
                        finding ->
                                finding.subject().equals("docker.io")
                                        && finding.state() == Finding.State.BROKEN);
    }

    @Test
    void registries_areNotAsked_offline() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WebServer server =
                new WebServer(
                        exchange -> {
                            asked.incrementAndGet();
                            answer(exchange, 200);
                        })) {
            base(host(server));
            pushed.add(image("registry.invalid"));
            assertThat(findings(true))
                    .hasSize(2)
                    .allMatch(finding -> finding.text().startsWith("not asked, by --offline; "))
                    .allMatch(finding -> finding.state() == Finding.State.WELL);
            assertThat(asked).hasValue(0);
        }
    }

    @Test
    void lock_thatIsDamaged_isBroken_andTheRestIsAsked() throws Exception {
        try (WebServer server = answering(200)) {
            pushed.add(image(host(server)));
            Files.writeString(folder.resolve(LockFile.NAME), "<<<<<<< HEAD\n");
            List<Finding> findings =
                    new ContactCheck(engine, true, Duration.ofSeconds(2))
                            .of(
                                    new Patient(folder, Builders.NONE, named, pushed, false),
                                    environment);

            assertThat(findings).hasSize(2);
            assertFound(findings.getFirst(), Finding.State.BROKEN, "a merge has left", "lock");
            assertFound(findings.getLast(), Finding.State.WELL, "images are pushed to it", "");
        }
    }
}
