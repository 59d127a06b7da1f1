package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Processes;
import dev.jbuild.examples.testing.Running;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A build that is told to stop stops at once, everywhere, and leaves nothing half done. */
@Tag("engine")
class InterruptTest {
    /** jbuild promises 2 s; the rest is for the end of a Java machine on a busy computer. */
    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    private static final Duration PATIENTLY = Duration.ofMinutes(1);

    private static final String PROJECT =
            """
            jbuild '1'

            target('quick') {
                from 'debian:bookworm-slim'
                run 'echo MARK > /quick'
                artifact '/quick', as: 'build/quick'
            }
            target('slow') {
                from '+quick'
                copy 'seconds', into: '/'
                run 'sleep $(cat /seconds); echo MARK > /slow'
                artifact '/slow', as: 'build/slow'
                image 'jbuild-test/MARK'
            }
            """;

    @ParameterizedTest
    @CsvSource({"INT, off", "TERM, off", "HUP, off", "INT, on", "TERM, on", "HUP, on"})
    void signal_endsTheBuildEverywhere(String signal, String standby, @TempDir Path folder)
            throws Exception {
        String name = (signal + "-" + standby).toLowerCase(Locale.ROOT);
        String mark = "interrupt-" + name + "-" + NONCE;
        // A number of seconds that no other sleep on this machine has.
        String seconds = "300." + Math.abs((long) mark.hashCode());
        Jbuild jbuild =
                new Jbuild(folder)
                        .environment("JBUILD_STANDBY", standby)
                        .write("jbuild.groovy", PROJECT.replace("MARK", mark))
                        .write("seconds", seconds);

        try (Running running = jbuild.start("+quick", "+slow")) {
            Await.until(() -> Processes.isRunning("sleep " + seconds), PATIENTLY, running::log);

            running.signal(signal);
            Outcome interrupted = running.await(PROMPTLY);

            assertThat(interrupted.exitCode()).as(interrupted.toString()).isEqualTo(130);
            assertThat(interrupted.errors())
                    .containsExactly(
                            """
                            jbuild: error: interrupted
                              what was finished is kept; run it again to go on\
                            """);
            assertThat(interrupted.delivered()).isEmpty();
        }
        Await.until(
                () -> !Processes.isRunning("sleep " + seconds),
                PROMPTLY,
                () -> "the end of sleep " + seconds);
        assertThat(Containers.docker("ps", "-a", "--no-trunc")).doesNotContain(mark, seconds);
        assertThat(Containers.docker("images", "-q", "jbuild-test/" + mark)).isEmpty();
        assertThat(jbuild.path("build")).doesNotExist();

        assertGoesOn(jbuild, mark);
    }

    /** What was finished is kept, what was interrupted is done. */
    private static void assertGoesOn(Jbuild jbuild, String mark) throws Exception {
        String platform = Containers.nativePlatform();
        try {
            Outcome next = jbuild.write("seconds", "0").run("+quick", "+slow");

            assertThat(next.exitCode()).as(next.toString()).isZero();
            assertThat(next.reused()).containsExactly("+quick " + platform);
            assertThat(next.built()).containsExactly("+slow " + platform);
            assertThat(jbuild.path("build/quick")).hasContent(mark);
            assertThat(jbuild.path("build/slow")).hasContent(mark);
        } finally {
            Containers.remove("jbuild-test/" + mark);
        }
    }
}
