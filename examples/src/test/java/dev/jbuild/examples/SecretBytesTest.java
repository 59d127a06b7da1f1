package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.testing.Password;
import dev.jbuild.buildkit.testing.RegistryProcess;
import dev.jbuild.examples.testing.ArgumentWatch;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Processes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Secrets are in none of the bytes that a build writes, wherever they come from. */
@Tag("engine")
class SecretBytesTest {
    /**
     * No secret, and so to be found: what is looked through does hold what the step has written.
     */
    private static final String MARK = "mark-" + NONCE + "-5Tn6";

    private static final String OF_VARIABLE = "variable-" + NONCE + "-7Kq2";
    private static final String OF_FILE = "file-" + NONCE + "-9Zr4";
    private static final String OF_OPTION = "option-" + NONCE + "-3Xw8";

    private static final String OF_AGENT = "agent-" + NONCE + "-6Hd1";

    private static final String BUILD_FILE =
            """
            jbuild '1'

            target('app') {
                from '%1$s'
                secret '/run/of-variable': 'OF_VARIABLE'
                run 'cat /run/of-variable /run/of-file /run/of-option; cat /run/of-* | sha256sum > /sum; echo %2$s > /mark',
                    secrets: ['/run/of-file': 'OF_FILE', '/run/of-option': 'OF_OPTION'], network: 'none'
                run '''
                    perl -MIO::Socket::UNIX -e '$agent = IO::Socket::UNIX->new($ENV{SSH_AUTH_SOCK}) or die $!; print <$agent>' |
                        sha256sum > /of-agent
                ''', ssh: true, network: 'none'
                artifact '/sum', as: 'build/sum'
                artifact '/of-agent', as: 'build/of-agent'
                image 'IMAGE', push: true
            }

            target('fails') {
                from '%1$s'
                run 'echo it is $(cat /run/of-variable) >&2; exit 7 # %2$s',
                    secrets: ['/run/of-variable': 'OF_VARIABLE'], network: 'none'
                artifact '/etc/hostname', as: 'build/never'
            }
            """
                    .formatted(BASE, MARK);

    @TempDir Path folder;
    private RegistryProcess registry;
    private String image;
    private ServerSocketChannel agent;
    private Jbuild jbuild;

    @BeforeEach
    void start() throws Exception {
        Path kept = Files.createDirectory(folder.resolve("registry"));
        registry =
                new RegistryProcess(
                        kept, RegistryProcess.freeHost("localhost"), Password.settings(kept));
        image = registry.host() + "/secret/app:" + NONCE;
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.writeString(given.resolve("of-file"), OF_FILE + "\n");
        Files.writeString(
                given.resolve("config.json"),
                "{\"credHelpers\":{\"" + registry.host() + "\":\"test\"}}");
        Path helper = given.resolve("docker-credential-test");
        Files.writeString(
                helper,
                "#!/bin/sh\nsleep 0.2\necho '{\"Username\":\"%s\",\"Secret\":\"%s\"}'\n"
                        .formatted(Password.USER, Password.PASSWORD));
        assertThat(helper.toFile().setExecutable(true)).isTrue();
        agent =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(given.resolve("agent")));
        Thread.startVirtualThread(this::confide);
        jbuild =
                new Jbuild(folder)
                        .write("jbuild.groovy", BUILD_FILE.replace("IMAGE", image))
                        .environment("OF_VARIABLE", OF_VARIABLE)
                        .environment("SSH_AUTH_SOCK", given.resolve("agent").toString())
                        .environment("DOCKER_CONFIG", given.toString())
                        .environment(
                                "JBUILD_JAVA_OPTS",
                                "-Djava.io.tmpdir="
                                        + Files.createDirectory(folder.resolve("temporary")))
                        .environment("PATH", given + ":" + System.getenv("PATH"));
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        registry.close();
        Containers.remove(image);
    }

    /** Tells each caller what an ssh agent of the user may tell. */
    private void confide() {
        try {
            while (true) {
                try (SocketChannel step = agent.accept()) {
                    step.write(ByteBuffer.wrap(OF_AGENT.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    @Test
    void secrets_areInNoByteThatABuildWrites() throws Exception {
        String file = "OF_FILE=" + folder.resolve("given/of-file");
        String option = "OF_OPTION=" + OF_OPTION;
        List<String> commandLines;
        Outcome built;
        Outcome failed;
        try (ArgumentWatch watch = new ArgumentWatch()) {
            built =
                    jbuild.run(
                            reported("app", "--push", "--secret-file", file, "--secret", option));
            failed = jbuild.run(reported("fails", "--secret-file", file, "--secret", option, "-k"));
            commandLines = watch.seen();
        }
        assertThat(built.exitCode()).as(built.toString()).isZero();
        assertThat(built.err()).contains("***");
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err()).contains("it is ***");

        jbuild.run("plan", "--model", "+app");
        jbuild.run("plan", "+app");
        jbuild.run("why", "+app", "+fails");
        jbuild.run("graph", "+app");
        jbuild.run("doctor", "--json");
        jbuild.run("cache", "status");
        jbuild.run("image", "inspect", image);
        // The front answers from its ledger.
        jbuild.run("+app");
        saveImage();

        String login = Password.USER + ":" + Password.PASSWORD;
        assertThat(folder.resolve("project/build/of-agent")).content().startsWith(sha256(OF_AGENT));
        assertThat(found(OF_VARIABLE, OF_FILE, OF_OPTION, OF_AGENT, Password.PASSWORD, login))
                .isEmpty();
        assertThat(found(MARK).keySet())
                .anyMatch(name -> name.startsWith("home/"))
                .anyMatch(name -> name.startsWith("image/"))
                .anyMatch(name -> name.startsWith("logs/"))
                .anyMatch(name -> name.startsWith("registry/data/"))
                .contains(
                        "project/app.jsonl",
                        "project/fails.html",
                        "project/fails.json",
                        "project/fails.jsonl",
                        "project/fails.trace.json");
        // The mark is in settings as well, as the text of a step; this is in layers alone.
        assertThat(found(sha256(OF_AGENT)).keySet())
                .anyMatch(name -> name.startsWith("image/"))
                .anyMatch(name -> name.startsWith("registry/data/"));
        assertThat(Containers.docker("image", "inspect", image))
                .doesNotContain(OF_VARIABLE, OF_FILE, OF_OPTION);
        assertThat(commandLines)
                .as("command lines, but those with the option that the user wrote")
                .noneMatch(line -> line.contains(OF_VARIABLE) || line.contains(OF_FILE))
                .noneMatch(line -> line.contains(OF_AGENT))
                .noneMatch(line -> line.contains(Password.PASSWORD))
                .filteredOn(line -> line.contains(OF_OPTION))
                .allMatch(line -> line.contains("--secret " + option));
        assertThat(commandLines).anyMatch(line -> line.contains("docker-credential-test get"));
    }

    /** The image as the engine has it: settings, and layers that may be packed. */
    private void saveImage() throws Exception {
        Path saved = Files.createDirectory(folder.resolve("image"));
        Path archive = folder.resolve("image.tar");
        Containers.docker("save", "-o", archive.toString(), image);
        Processes.output(List.of("tar", "-xf", archive.toString(), "-C", saved.toString()));
    }

    /** A command line with every report that there is. */
    private static String[] reported(String target, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        for (String form : List.of(".html", ".json", ".jsonl", ".trace.json")) {
            arguments.addAll(List.of("--report", target + form));
        }
        arguments.add("+" + target);
        return arguments.toArray(String[]::new);
    }

    /** Names of files, of all but those that the test has given, and which texts are in them. */
    private Map<String, List<String>> found(String... texts) throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String text : texts) {
            wanted.add(text);
            wanted.add(encoded(text));
        }
        Map<String, List<String>> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("given"))) {
                    String content = content(file);
                    List<String> found = wanted.stream().filter(content::contains).toList();
                    if (!found.isEmpty()) {
                        all.put(folder.relativize(file).toString(), found);
                    }
                }
            }
        }
        return all;
    }

    private static String sha256(String text) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A byte a character, as it is and unpacked. */
    private static String content(Path file) throws IOException {
        String plain = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (!plain.startsWith("\u001f\u008b")) {
            return plain;
        }
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return plain + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
