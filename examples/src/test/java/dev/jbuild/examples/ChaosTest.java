package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.buildkit.testing.OwnEngine;
import dev.jbuild.buildkit.testing.RegistryProcess;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Running;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Engine, registry and jbuild are killed at any moment of builds that run steps, copy, deliver
 * files, load an image and push it. {@code dev/chaos} runs it at full size.
 */
@Tag("engine")
class ChaosTest {
    private static final int ROUNDS = Integer.getInteger("jbuild.chaos.rounds", 4);
    private static final int FILES = 200;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String BUILD_FILE =
            """
            jbuild '1'

            target('one') {
                from '%s'
                copy 'in.txt', into: '/in.txt'
                service 'idle', image: '%s', cmd: ['sleep', 'infinity']
                run 'sleep 0.3; grep -q idle /etc/hosts && cat /in.txt > /one # %s'
                artifact '/one', as: 'build/one'
            }

            target('many') {
                from '+one'
                run 'mkdir /many; for i in $(seq %d); do echo "$i $(cat /in.txt)" > /many/$i; done; sleep 0.3',
                    network: 'none'
                artifact '/many', as: 'build/many'
            }

            target('app') {
                from 'scratch'
                copy '+one/one', '+many/many', into: '/app/'
                cmd '/app/one'
                image 'IMAGE', push: true
            }

            target('all') {
                build '+one', '+many', '+app'
            }
            """
                    .formatted(BASE, BASE, NONCE, FILES);

    private enum Victim {
        ENGINE,
        REGISTRY,
        JBUILD,
        /** The process that does the build for the one that was started; often there is none. */
        STANDBY
    }

    private final long seed = Long.getLong("jbuild.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> counts = new TreeMap<>();
    private Path folder;
    private OwnEngine engine;
    private RegistryProcess registry;
    private String image;
    private Jbuild jbuild;

    @BeforeEach
    void start(@TempDir Path temp) throws Exception {
        folder = temp;
        engine = OwnEngine.start();
        registry =
                new RegistryProcess(
                        Files.createDirectory(temp.resolve("registry")),
                        RegistryProcess.freeHost("localhost"),
                        "");
        image = registry.host() + "/chaos/app:" + NONCE;
        jbuild =
                new Jbuild(temp)
                        // It is the engine that is killed.
                        .without("BUILDKIT_HOST")
                        .write("jbuild.groovy", BUILD_FILE.replace("IMAGE", image))
                        .environment("DOCKER_HOST", engine.host())
                        .environment(
                                "JBUILD_JAVA_OPTS",
                                "-Djava.io.tmpdir="
                                        + Files.createDirectory(temp.resolve("temporary")));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        engine.close();
    }

    @Test
    void kills_atAnyMoment_leaveNothingWrong() throws Exception {
        System.out.println("ChaosTest: -Djbuild.seed=" + seed);
        // The first build fetches the base image, and takes longer than all others.
        jbuild.write("in.txt", "before");
        assertSucceeds();
        jbuild.write("in.txt", "in 0");
        long began = System.nanoTime();
        assertSucceeds();
        Duration life = Duration.ofNanos(System.nanoTime() - began);
        for (int round = 1; round <= ROUNDS; round++) {
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            jbuild.write("in.txt", "in " + round);
            jbuild.environment("JBUILD_STANDBY", random.nextBoolean() ? "on" : "off");
            String end = build(victim, random.nextLong(life.toMillis() * 5 / 4));
            counts.merge(victim + " " + end, 1, Integer::sum);
            assertWholeFiles(round);

            assertSucceeds();
            assertRight(round);
            System.out.printf("round %d of %d: %s %s%n", round, ROUNDS, victim, end);
        }
        jbuild.environment("JBUILD_STANDBY", "off");
        jbuild.bystanders().forEach(ProcessHandle::destroy);
        // What a killed build leaves in the engine, the next one that has work to do takes away.
        jbuild.write("in.txt", "in " + (ROUNDS + 1));
        assertSucceeds();
        assertNothingLeft();
        assertSameFromNothing();
        System.out.printf("chaos: %d rounds, %s; seed %d%n", ROUNDS, counts, seed);
    }

    /**
     * Kills during a build.
     *
     * @param pause in milliseconds, from the start
     * @return how the build ended
     */
    private String build(Victim victim, long pause) throws Exception {
        try (Running running = jbuild.start("--push", "+all")) {
            Thread.sleep(pause);
            switch (victim) {
                case ENGINE -> {
                    engine.kill();
                    Thread.sleep(random.nextLong(2000));
                    engine.revive();
                }
                case REGISTRY -> {
                    registry.kill();
                    Thread.sleep(random.nextLong(2000));
                    registry.revive();
                }
                case JBUILD -> running.kill();
                case STANDBY -> jbuild.bystanders().forEach(ProcessHandle::destroyForcibly);
            }
            Outcome outcome = running.await(LIMIT);
            if (victim == Victim.JBUILD) {
                return outcome.exitCode() == 0 ? "was done" : "killed";
            }
            assertThat(outcome.exitCode()).as("seed %s: %s", seed, outcome).isIn(0, 1, 3);
            if (outcome.exitCode() != 0) {
                assertThat(outcome.errors()).as("seed %s: %s", seed, outcome).hasSize(1);
            }
            assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
            if (outcome.exitCode() == 0) {
                return "went on";
            }
            System.out.println(outcome.errors().getFirst());
            return "failed";
        }
    }

    /** Each of the delivered files is as before, or as it is to be. */
    private void assertWholeFiles(int round) throws IOException {
        SortedMap<String, String> delivered = delivered();
        assertThat(delivered.keySet()).as("seed %s", seed).isEqualTo(expected(round).keySet());
        delivered.forEach(
                (name, content) ->
                        assertThat(content)
                                .as("seed %s: %s", seed, name)
                                .isIn(expected(round).get(name), expected(round - 1).get(name)));
    }

    private void assertSucceeds() throws Exception {
        Outcome outcome = jbuild.run("--push", "+all");
        assertThat(outcome.exitCode()).as("seed %s: %s", seed, outcome).isZero();
    }

    private void assertRight(int round) throws Exception {
        assertThat(delivered()).as("seed %s", seed).isEqualTo(expected(round));
        assertThat(content(image)).as("seed %s: loaded", seed).isEqualTo("in " + round);
        docker("rmi", "-f", image);
        docker("pull", "-q", image);
        assertThat(content(image)).as("seed %s: pushed", seed).isEqualTo("in " + round);
    }

    /** Of the file {@code /app/one} in an image. */
    private String content(String name) throws Exception {
        String container = docker("create", name);
        Path copy = folder.resolve("one");
        docker("cp", container + ":/app/one", copy.toString());
        docker("rm", container);
        return Files.readString(copy).strip();
    }

    /** What a command of the engine prints, without the last line break. */
    private String docker(String... arguments) throws Exception {
        return Containers.docker(
                Stream.concat(Stream.of("-H", engine.host()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private void assertNothingLeft() throws Exception {
        assertThat(docker("ps", "-aq")).isEmpty();
        assertThat(docker("volume", "ls", "-q")).isEmpty();
        assertThat(docker("network", "ls", "--format", "{{.Name}}").lines())
                .isSubsetOf("bridge", "host", "none");
        assertThat(docker("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
                .allMatch(
                        name ->
                                name.equals(image)
                                        || name.startsWith("debian:")
                                        || name.endsWith(":<none>"));
        assertThat(names(jbuild.project()))
                .isSubsetOf("build", "in.txt", "jbuild.groovy", "jbuild.lock");
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
        try (Stream<Path> kept = Files.walk(folder.resolve("home"))) {
            assertThat(kept.map(Path::toString))
                    .as("what was on its way")
                    .noneMatch(path -> path.matches(".*/(staging|inspect|scratch)/.+"));
        }
        try (Stream<Path> built = Files.walk(jbuild.path("build"))) {
            assertThat(built.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".jbuild-"));
        }
    }

    private void assertSameFromNothing() throws Exception {
        SortedMap<String, String> before = delivered();
        Files.move(jbuild.path("build"), folder.resolve("before"));
        assertThat(jbuild.run("cache", "verify").out()).contains(": all is well");
        assertThat(jbuild.run("cache", "clear").exitCode()).isZero();
        assertThat(jbuild.run("--no-cache", "+all").exitCode()).isZero();
        assertThat(delivered()).isEqualTo(before);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static SortedMap<String, String> expected(int round) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("one", "in " + round);
        for (int i = 1; i <= FILES; i++) {
            files.put("many/" + i, i + " in " + round + "\n");
        }
        return files;
    }

    /** Names and contents; what is hidden is on its way. */
    private SortedMap<String, String> delivered() throws IOException {
        SortedMap<String, String> delivered = new TreeMap<>();
        Path build = jbuild.path("build");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(build)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            if (!file.getFileName().toString().startsWith(".jbuild-")) {
                delivered.put(build.relativize(file).toString(), Files.readString(file));
            }
        }
        return delivered;
    }
}
