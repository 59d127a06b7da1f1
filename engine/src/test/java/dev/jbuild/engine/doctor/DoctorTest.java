package dev.jbuild.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.docker.EngineAddress;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.solve.BuilderAddress;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.PrivateRegistry;
import dev.jbuild.engine.testing.SmallDisk;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TokenRegistry;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is well, and what is really broken. */
@Tag("engine")
class DoctorTest {
    private final Map<String, String> environment = new HashMap<>(EngineUnderTest.environment());
    private Path folder;
    private Path state;

    @BeforeEach
    void makeFolders(@TempDir Path temp) throws Exception {
        folder = temp;
        state = Files.createDirectories(temp.resolve("state"));
        environment.put("HOME", temp.toString());
    }

    private Checkup examined() throws InterruptedException {
        return examined(Builders.NONE);
    }

    private Checkup examined(Builders builders) throws InterruptedException {
        return examined(Examination.machine(folder, builders));
    }

    private Checkup examined(Patient patient) throws InterruptedException {
        return new Doctor(environment, state, InstantSource.system()).examine(patient);
    }

    private static Finding about(Checkup checkup, String subject) {
        return checkup.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(subject + " in " + checkup.findings()));
    }

    private static void assertBroken(Finding finding, String text, String cure) {
        assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
        assertThat(finding.text()).contains(text);
        assertThat(finding.cure()).contains(cure);
    }

    @Test
    void checkup_ofAHealthySetUp_findsNothingBroken() throws Exception {
        Checkup checkup = examined();

        assertThat(checkup.findings())
                .filteredOn(finding -> !finding.subject().startsWith("disk"))
                .noneMatch(finding -> finding.state() == Finding.State.BROKEN);
        assertThat(about(checkup, "engine").text()).contains("Docker ", "API 1.");
        assertThat(about(checkup, "builder").text()).startsWith("BuildKit ");
        assertThat(about(checkup, "linux/amd64").text()).isEqualTo("steps run natively");
        assertThat(about(checkup, "linux/arm64").text()).contains("emulated");
        assertThat(about(checkup, "mirrors").text()).contains("http://");
        assertThat(about(checkup, "cache").text()).startsWith("0 results");
        assertThat(checkup.findings())
                .allMatch(
                        finding ->
                                finding.cure().isEmpty()
                                        == (finding.state() == Finding.State.WELL));
    }

    @Test
    void engine_thatIsNotThere_isBrokenWithACureForEachCause() throws Exception {
        environment.put("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        assertBroken(about(examined(), "engine"), "No such file", "systemctl start docker");

        try (ServerSocket socket = new ServerSocket(0)) {
            environment.put("DOCKER_HOST", "tcp://localhost:" + socket.getLocalPort());
        }
        assertBroken(about(examined(), "engine"), "refused", "systemctl start docker");

        environment.put("DOCKER_HOST", "nonsense");
        assertBroken(about(examined(), "engine"), "`nonsense`", "unix:///PATH");
    }

    @Test
    void engine_whoseSocketIsForOthers_isBroken() throws Exception {
        Path socket = folder.resolve("docker.sock");
        try (Forwarder _ = Forwarder.buildkitd(EngineUnderTest.socket(), socket)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            assertThat(Examination.withoutPrivilege(state, "unix://" + socket))
                    .anyMatch(
                            line ->
                                    line.contains("subject=engine, state=BROKEN")
                                            && line.contains("Permission denied")
                                            && line.contains("usermod -aG docker"));
        }
    }

    @Test
    void cache_thatCannotBeWritten_isBroken() throws Exception {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(Examination.withoutPrivilege(state, "unix:///nonexistent/docker.sock"))
                .anyMatch(
                        line ->
                                line.contains("subject=cache, state=BROKEN")
                                        && line.contains("sudo chown -R"));
    }

    @Test
    void cache_onASmallDisk_isBroken() throws Exception {
        try (SmallDisk _ = SmallDisk.mount(state, 4096)) {
            assertBroken(about(examined(), "disk of the cache"), "of 4 MB", "jbuild cache gc");
        }
    }

    @Test
    void cache_thatIsDamaged_isBrokenOnce() throws Exception {
        BuildChecker checker = new BuildChecker(folder);
        checker.write("in.txt", "in");
        checker.build(
                new TestProject()
                        .target(
                                "t",
                                t -> t.fromScratch().copy("in.txt", "/").artifact("/in.txt", "out"))
                        .goals("t"));
        try (Stream<Path> files = Files.walk(checker.cacheFolder())) {
            Path blob =
                    files.filter(Files::isRegularFile)
                            .filter(file -> file.toString().contains("/sha256/"))
                            .findFirst()
                            .orElseThrow();
            Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(blob, "damaged");
        }

        assertBroken(about(examined(), "cache"), "damaged", "check the disk");
        assertThat(about(examined(), "cache").state()).isEqualTo(Finding.State.WELL);
    }

    @Test
    void platform_withoutEmulation_isLacking() throws Exception {
        try (DockerEngine engine = DockerEngine.find(environment)) {
            Optional<EngineAddress> address = Optional.of(engine.address());
            assertThat(
                            BuilderCheck.of(
                                    Optional.empty(),
                                    address,
                                    List.of(Platform.parse("linux/mips64"))))
                    .last()
                    .satisfies(
                            finding -> {
                                assertThat(finding.state()).isEqualTo(Finding.State.LACKING);
                                assertThat(finding.cure())
                                        .contains("binfmt --install mips64", "--builder");
                            });
        }
    }

    @Test
    void clock_thatIsAnother_isBroken() throws Exception {
        try (DockerEngine engine = DockerEngine.find(environment)) {
            Checkup checkup =
                    new Checkup(
                            EngineCheck.of(
                                    engine, engine.facts(), Instant.parse("2020-01-01T00:00:00Z")));
            assertBroken(about(checkup, "clock"), "behind the engine", "timedatectl");
        }
    }

    @Test
    void login_byAProgramThatIsNotThere_isBroken() throws Exception {
        Path config = Files.createDirectories(folder.resolve(".docker")).resolve("config.json");
        Files.writeString(
                config, "{\"credsStore\":\"nowhere\",\"credHelpers\":{\"a.example\":\"neither\"}}");
        assertBroken(
                about(examined(), "logins"),
                "docker-credential-neither, docker-credential-nowhere",
                "docker login");

        Files.writeString(config, "{\"auths\": hunter2");
        Finding unreadable = about(examined(), "logins");
        assertBroken(unreadable, config.toString(), "mend it");
        assertThat(unreadable.text()).doesNotContain("hunter2");
    }

    @Test
    void registries_ofTheProject_areAsked() throws Exception {
        try (PrivateRegistry closed =
                        new PrivateRegistry(Files.createDirectories(folder.resolve("closed")));
                TokenRegistry tokens =
                        new TokenRegistry(Files.createDirectories(folder.resolve("tokens")))) {
            String plain = EngineUnderTest.registry().replace("localhost", "0.0.0.0");
            List<ImageName> images =
                    Stream.of(EngineUnderTest.registry(), plain, closed.host(), tokens.host())
                            .map(host -> ImageName.parse(host + "/jbuild-test/doctor:1"))
                            .toList();
            Patient patient = new Patient(folder, Builders.NONE, List.of(), images, false);

            Checkup strange = examined(patient);
            assertThat(about(strange, EngineUnderTest.registry()).text()).startsWith("answers; ");
            assertThat(about(strange, plain).text()).contains("speaks plain HTTP");
            for (String host : List.of(closed.host(), tokens.host())) {
                assertThat(about(strange, host).text()).contains("needs a login");
                assertThat(about(strange, host).state()).isEqualTo(Finding.State.LACKING);
            }

            environment.putAll(closed.environment());
            assertThat(about(examined(patient), closed.host()).text()).startsWith("answers; ");
            environment.putAll(tokens.environment());
            assertThat(about(examined(patient), tokens.host()).text()).startsWith("answers; ");
        }
    }

    @Test
    void project_tellsWhichRegistriesItNeeds() throws Exception {
        String registry = EngineUnderTest.registry();
        BuildChecker checker = new BuildChecker(folder);
        Project project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(registry + "/jbuild-test/base:1")
                                                .image(registry + "/jbuild-test/doctor:1", true)
                                                .image("elsewhere.invalid/loaded:1", false))
                        .goals("t");

        Checkup checkup = checker.examine(project);
        assertThat(about(checkup, registry).text())
                .isEqualTo(
                        "answers; base images come from it that are not locked yet; images are"
                                + " pushed to it");
        assertThat(checkup.findings())
                .noneMatch(finding -> finding.subject().equals("elsewhere.invalid"));

        checker.using(LockUse.OFFLINE);
        assertThat(about(checker.examine(project), registry).text()).startsWith("not asked");
    }

    @Test
    void mirrors_ofTheEngine_areAsked() throws Exception {
        Finding mirrors = about(examined(), "mirrors");
        String first = mirrors.text().replaceFirst(".*?http://([^/,]+).*", "$1");
        assertThat(about(examined(), first).text()).startsWith("answers");
    }

    @Test
    void trust_ofAFileThatIsNotThere_isBroken() throws Exception {
        environment.put("SSL_CERT_FILE", "/nonexistent/ca.pem");
        assertBroken(about(examined(), "trust"), "/nonexistent/ca.pem", "--trust");
    }

    @Test
    void builder_ofItsOwn_isLookedAtWithoutAnEngine() throws Exception {
        environment.put("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        BuilderAddress address;
        try (Forwarder buildkitd = EngineUnderTest.buildkitd()) {
            address = BuilderAddress.parse("tcp://" + buildkitd.name());
            Checkup checkup = examined(Builders.only(address));
            assertThat(about(checkup, "builder").text()).contains("at " + address);
            assertThat(about(checkup, "engine").state()).isEqualTo(Finding.State.LACKING);
        }
        Checkup gone = examined(Builders.only(address));
        assertBroken(about(gone, "builder"), "no BuildKit answers at", "buildkitd runs there");
    }

    @Test
    void builders_thatAreNamedForPlatforms_areLookedAt_eachForItsOwn() throws Exception {
        try (Forwarder buildkitd = EngineUnderTest.buildkitd()) {
            String address = "tcp://" + buildkitd.name();
            Checkup checkup =
                    examined(
                            Builders.parse(
                                    List.of(
                                            "linux/arm64=" + address,
                                            "linux/mips64=" + address,
                                            "linux/s390x=tcp://localhost:1")));

            List<Finding> builders =
                    checkup.findings().stream()
                            .filter(finding -> finding.subject().equals("builder"))
                            .toList();
            assertThat(builders).hasSize(3);
            // Both are the engine's: well, or lacking what an old one cannot do.
            assertThat(builders.getFirst().text()).contains(" in the engine");
            assertThat(builders.getFirst().state()).isNotEqualTo(Finding.State.BROKEN);
            assertThat(builders.get(1).text()).contains(" at " + address);
            assertThat(builders.get(1).state()).isEqualTo(builders.getFirst().state());
            assertThat(builders.getLast().state()).isEqualTo(Finding.State.BROKEN);
            assertThat(about(checkup, "linux/amd64").text()).isEqualTo("steps run natively");
            assertThat(about(checkup, "linux/arm64").text())
                    .startsWith("steps run emulated")
                    .endsWith(", at " + address);
            assertThat(about(checkup, "linux/mips64").state()).isEqualTo(Finding.State.LACKING);
        }
    }
}
