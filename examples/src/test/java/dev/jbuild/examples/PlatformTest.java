package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** One build file for several platforms. */
@Tag("engine")
class PlatformTest {
    private static final String IMAGE = "jbuild-test/platforms-" + NONCE;

    private static final String PROJECT =
            """
            jbuild '1'

            target('once') {
                platform 'native'
                from 'debian:bookworm-slim'
                run 'echo made on $(uname -m) NONCE | tee /made'
                artifact '/made'
            }
            target('app') {
                from 'debian:bookworm-slim'
                copy '+once/made', into: '/'
                entrypoint 'sh', '-c', 'uname -m; cat /made'
                image 'IMAGE'
            }
            target('probe') {
                from 'debian:bookworm-slim'
                run 'uname -m > /machine; echo NONCE'
                artifact '/machine', as: 'build/machine'
            }
            """
                    .replace("NONCE", NONCE)
                    .replace("IMAGE", IMAGE);

    private Jbuild jbuild;
    private String own;
    private String foreign;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        jbuild = new Jbuild(folder).write("jbuild.groovy", PROJECT);
        own = Containers.nativePlatform();
        foreign = Containers.foreignPlatform();
    }

    @AfterEach
    void removeImage() throws Exception {
        Containers.remove(IMAGE);
    }

    @Test
    void image_ofTwoPlatforms_isLoaded_andMadeFromWhatIsNativeOnce() throws Exception {
        Outcome built = jbuild.run("--platform", own + "," + foreign, "+app");

        assertThat(built.exitCode()).as(built.toString()).isZero();
        assertThat(built.built())
                .containsExactlyInAnyOrder("+once " + own, "+app " + own, "+app " + foreign);
        String made = "made on " + Containers.machine(own) + " " + NONCE;
        assertThat(built.err().lines().filter(line -> line.endsWith("|   " + made))).hasSize(1);

        assertThat(runImage(own)).isEqualTo(Containers.machine(own) + "\n" + made);
        if (Containers.holdIndexes()) {
            assertThat(built.delivered().get(IMAGE + ":latest"))
                    .startsWith("loaded, linux/amd64 + linux/arm64, ");
            assertThat(runImage(foreign)).isEqualTo(Containers.machine(foreign) + "\n" + made);
        } else {
            assertThat(built.delivered().get(IMAGE + ":latest"))
                    .startsWith("loaded, " + own + ", ");
        }

        Outcome again = jbuild.run("--platform", foreign + "," + own, "+app");

        assertThat(again.total()).startsWith("everything up to date: 3 targets, 0 solved, ");
    }

    @Test
    void platformOption_buildsForIt() throws Exception {
        Outcome built = jbuild.run("--platform", foreign, "+probe", "+app");

        assertThat(built.exitCode()).as(built.toString()).isZero();
        assertThat(built.built())
                .containsExactlyInAnyOrder("+once " + own, "+app " + foreign, "+probe " + foreign);
        assertThat(jbuild.path("build/machine")).hasContent(Containers.machine(foreign));
        assertThat(built.delivered().get(IMAGE + ":latest"))
                .startsWith("loaded, " + foreign + ", ");
        assertThat(runImage(foreign)).startsWith(Containers.machine(foreign) + "\n");
    }

    private static String runImage(String platform) throws Exception {
        return Containers.docker("run", "--rm", "--platform", platform, IMAGE);
    }
}
