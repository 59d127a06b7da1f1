package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.jbuild.dsl.script.BuildScript;
import dev.jbuild.dsl.script.WordOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Builds a project that has every word of the language with every option, on an engine. */
@Tag("engine")
class EveryWordTest {
    /**
     * What needs more than an engine, or rights over it, and has tests of its own: those of runs,
     * of services, of releases, of images and of what copies take.
     */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "gitClone",
                    "ssh",
                    "http",
                    "health",
                    "run ssh",
                    "run privileged",
                    "image sbom",
                    "cdn purge",
                    "cdn verify");

    private static final String NONCE = UUID.randomUUID().toString().substring(0, 8);

    @TempDir Path folder;

    private HttpServer web;
    private Path project;
    private UserShell shell;

    @BeforeEach
    void makeProject() throws Exception {
        project = Files.createDirectory(folder.resolve("project"));
        shell = new UserShell(project, folder.resolve("state"));
        write("jbuild.groovy", buildFile());
        write("VERSION", "1.0\n");
        write("src/main.c", "int main;\n");
        write("src/a.log", "log\n");
        write("notes.txt", "text\n");
        write("inside", "archived\n");
        write("site/index.html", "<link rel='stylesheet' href='style.css'>\n");
        write("site/style.css", "p { color: red }\n");
        write(
                "docker/Other",
                """
                FROM debian:bookworm-slim AS first
                ARG WORD=none
                RUN echo $WORD > /word
                FROM first
                RUN touch /second
                """);
        write(
                "lib/jbuild.groovy",
                """
                jbuild '1'
                function('greet') { String name, int times -> run "echo hello ${name} ${times} > /greeting" }
                """);
        assertThat(shell.run("tar cf archive.tar inside").exitCode()).isZero();
        write("plain", "plain\n");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    Path file = project.resolve("." + exchange.getRequestURI().getPath());
                    boolean there = Files.isRegularFile(file);
                    exchange.sendResponseHeaders(there ? 200 : 404, there ? 0 : -1);
                    if (there) {
                        Files.copy(file, exchange.getResponseBody());
                    }
                    exchange.close();
                });
        web.start();
    }

    @AfterEach
    void stop() {
        web.stop(0);
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), content);
    }

    private static String buildFile() throws IOException {
        try (InputStream file = EveryWordTest.class.getResourceAsStream("/every-word.groovy")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyWord_doesOnAnEngineWhatItSays() throws Exception {
        String registry = System.getenv().getOrDefault("JBUILD_DEV_REGISTRY", "localhost:5000");
        String web = "http://localhost:" + this.web.getAddress().getPort();
        boolean modern = shell.run("jbuild doctor").output().contains("kept in containerd's store");
        String sha256 =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest("plain\n".getBytes(StandardCharsets.UTF_8)));
        Map<String, String> arguments =
                Map.of(
                        "NONCE", NONCE,
                        "REGISTRY", registry,
                        "FILES", web,
                        "SHA256", sha256,
                        "MODERN", Boolean.toString(modern));
        StringBuilder command = new StringBuilder("jbuild --push --secret TOKEN=s3cret");
        arguments.forEach(
                (name, value) -> command.append(" --arg ").append(name).append('=').append(value));

        UserShell.Ended ended = shell.run(command + " +all");

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(project.resolve("build/said")).hasContent("served\nb 65534\n");
        assertThat(project.resolve("build/cdn/current/index.html"))
                .content()
                .contains("integrity=");
        assertThat(project.resolve("build/image.tar").toFile().exists()).isEqualTo(modern);
        String digest = Files.readString(project.resolve("build/digest"));
        assertThat(digest).startsWith("sha256:");
        assertThat(project.resolve("build/deployed.json"))
                .content()
                .contains("\"one\": \"" + registry + "/every-word@" + digest + "\"");
    }

    @Test
    void buildFile_hasEveryWord_andEveryOption() throws Exception {
        String text = buildFile();
        List<String> missing = new ArrayList<>();
        for (String word : words()) {
            if (ELSEWHERE.contains(word)) {
                continue;
            }
            if (!has(text, word, "")) {
                missing.add(word);
            }
            for (String option : WordOptions.of(word).map(WordOptions::names).orElse(Set.of())) {
                String both = word + " " + option;
                if (!ELSEWHERE.contains(both) && !has(text, word, "[^\\n]*\\b" + option + ":")) {
                    missing.add(both);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean has(String text, String word, String further) {
        return Pattern.compile("\\b" + word + "[ (]" + further).matcher(text).find();
    }

    private static List<String> words() {
        return Arrays.stream(BuildScript.class.getDeclaredMethods())
                .filter(method -> method.getName().endsWith("Words"))
                .flatMap(group -> Arrays.stream(group.getReturnType().getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .distinct()
                .sorted()
                .toList();
    }
}
