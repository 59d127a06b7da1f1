package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many commands at once, on one project with one cache, half of which are killed at any moment.
 * {@code dev/soak} runs it at full size.
 */
@Tag("engine")
class SoakTest {
    private static final int ROUNDS = Integer.getInteger("jbuild.soak.rounds", 1);
    private static final int PROCESSES = Integer.getInteger("jbuild.soak.processes", 8);

    /** Rounds after which the build file is evaluated anew, by all. */
    private static final int NEW_VERSION = 5;

    /** Rounds after which the lock is made anew by whoever comes first. */
    private static final int NEW_LOCK = 10;

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String IMAGE = "jbuild-test/soak:" + NONCE;

    private static final String BUILD_FILE =
            """
            jbuild '1'

            String version = file('VERSION').trim()

            target('one') {
                from '%s'
                copy 'in.txt', into: '/in.txt'
                run 'sleep 0.3; cat /in.txt > /one # %s'
                artifact '/one', as: 'build/one'
            }

            target('two') {
                from '+one'
                run 'sleep 0.3; cat /one /one > /two'
                artifact '/two'
            }

            target('three') {
                from 'scratch'
                copy '+one/one', '+two/two', into: '/out/'
                artifact '/out', as: 'build/three'
                image '%s'
            }

            target('all') {
                build '+one', '+three'
                deployFile 'build/version', "${version}"
            }
            """
                    .formatted(BASE, NONCE, IMAGE);

    private final long seed = Long.getLong("jbuild.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final long start = System.nanoTime();
    private Jbuild jbuild;
    private int killed;
    private int done;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws IOException {
        jbuild = new Jbuild(folder);
        jbuild.write("jbuild.groovy", BUILD_FILE);
    }

    @AfterEach
    void removeImage() throws Exception {
        Containers.remove(IMAGE);
    }

    @Test
    void processes_whenHalfOfThemAreKilled_leaveNothingWrong() throws Exception {
        Duration life = Duration.ofSeconds(6);
        for (int round = 1; round <= ROUNDS; round++) {
            jbuild.write("in.txt", "in " + round).write("VERSION", version(round));
            if (round % NEW_LOCK == 0) {
                Files.delete(jbuild.path("jbuild.lock"));
            }
            life = round(life);
            assertDelivered(round);
            say("round %d of %d: %.1f s".formatted(round, ROUNDS, life.toMillis() / 1000.0));
        }

        Outcome next = jbuild.environment("JBUILD_FRONT", "off").run("+all");
        assertThat(next.exitCode()).as("seed %s: %s", seed, next).isZero();
        assertThat(next.total()).startsWith("everything up to date: ");
        Outcome verified = jbuild.run("cache", "verify");
        assertThat(verified.exitCode()).as("seed %s: %s", seed, verified).isZero();
        assertThat(verified.out()).contains(": all is well");

        // Made from nothing it is the same.
        String before = delivered();
        Files.move(jbuild.path("build"), jbuild.path("before"));
        assertThat(jbuild.run("cache", "clear").exitCode()).isZero();
        assertThat(jbuild.run("+all").exitCode()).isZero();
        assertThat(delivered()).isEqualTo(before);
        say(
                "soak: %d rounds of %d processes, %d killed, %d done, %s; seed %d; %d s"
                        .formatted(
                                ROUNDS,
                                PROCESSES,
                                killed,
                                done,
                                verified.out().strip(),
                                seed,
                                seconds()));
    }

    /**
     * Half of the processes are killed, each at some moment of its life.
     *
     * @return how long the round took
     */
    private Duration round(Duration life) throws Exception {
        long began = System.nanoTime();
        List<Running> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(jbuild.start("+all"));
            }
            Collections.shuffle(processes, random);
            List<Running> victims = processes.subList(0, PROCESSES / 2);
            long pause = life.toMillis() / victims.size();
            for (Running victim : victims) {
                Thread.sleep(random.nextLong(Math.max(1, pause)));
                victim.close();
                killed++;
            }
            for (Running survivor : processes.subList(PROCESSES / 2, PROCESSES)) {
                Outcome outcome = survivor.await(LIMIT);
                assertThat(outcome.exitCode()).as("seed %s: %s", seed, outcome).isZero();
                done++;
            }
        } finally {
            processes.forEach(Running::close);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void assertDelivered(int round) {
        String in = "in " + round;
        assertThat(jbuild.path("build/one")).as("seed %s", seed).hasContent(in);
        assertThat(jbuild.path("build/three/one")).as("seed %s", seed).hasContent(in);
        assertThat(jbuild.path("build/three/two")).as("seed %s", seed).hasContent(in + in);
        assertThat(jbuild.path("build/version")).hasContent(version(round));
    }

    private static String version(int round) {
        return "version " + round / NEW_VERSION;
    }

    /** Names and contents of all that is delivered. */
    private String delivered() throws IOException {
        StringBuilder all = new StringBuilder();
        Path build = jbuild.path("build");
        try (Stream<Path> files = Files.walk(build)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.getFileName().toString().startsWith(".jbuild-")) {
                    all.append(build.relativize(file)).append('\n').append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
