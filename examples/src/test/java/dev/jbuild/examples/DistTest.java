package dev.jbuild.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.WatchedJava;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that {@code dev/dist} lays out: jbuild with a Java of its own and caches to start
 * from.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistTest {
    private static final String BUILD_FILE =
            """
            jbuild '1'

            target('files') {
                from 'scratch'
                copy 'file', into: '/out/'
                artifact '/out', as: 'build'
            }
            """;

    private Path folder;
    private Path installed;

    @BeforeAll
    void layOut(@TempDir Path temporary) throws Exception {
        folder = temporary;
        installed = folder.resolve("installed");
        Process dist =
                new ProcessBuilder(
                                Path.of("../dev/dist").toAbsolutePath().toString(),
                                installed.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("dist.log").toFile())
                        .start();
        assertThat(dist.waitFor()).as("see %s", folder.resolve("dist.log")).isZero();
    }

    /** A user of a machine that has neither a Java nor anything else on the path. */
    private Jbuild user(String name) throws Exception {
        Jbuild jbuild = new Jbuild(folder.resolve(name), installed);
        return jbuild.without("JBUILD_JAVA_HOME", "JAVA_HOME")
                .environment("PATH", "/nowhere")
                .write("jbuild.groovy", BUILD_FILE)
                .write("file", "content");
    }

    @Test
    void jbuild_withoutAnyJava_buildsAndIsDone() throws Exception {
        Jbuild jbuild = user("bare");
        Outcome first = jbuild.run("+files");
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(jbuild.path("build/file")).hasContent("content");

        Outcome again = jbuild.environment("JBUILD_FRONT", "only").run("+files");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.total()).startsWith("everything up to date: 1 target, 0 solved");
        assertThat(jbuild.run("--version").exitCode()).isZero();
    }

    /** With {@code AOTMode=on} a JVM whose cache is not there or does not fit refuses to start. */
    @Test
    void caches_fitTheirPrograms() throws Exception {
        Jbuild jbuild = user("cached");
        Path java =
                WatchedJava.make(
                        folder.resolve("strict"), installed.resolve("runtime"), "-XX:AOTMode=on");
        jbuild.environment("JBUILD_JAVA_HOME", java.toString());
        Outcome real = jbuild.environment("JBUILD_FRONT", "off").run("+files");
        assertThat(real.exitCode()).as(real.toString()).isZero();
        Outcome front = jbuild.environment("JBUILD_FRONT", "only").run("+files");
        assertThat(front.exitCode()).as(front.toString()).isZero();
        assertThat(front.total()).startsWith("everything up to date: ");

        Outcome releases = jbuild.run("cdn", "releases", "file:build/cdn");
        assertThat(releases.exitCode()).as(releases.toString()).isZero();
        assertThat(installed.resolve("lib/cdn.aot")).isNotEmptyFile();

        // Of the program's caches for builds each does without the other.
        Path aside = folder.resolve("aside.aot");
        Path build = installed.resolve("lib/build.aot");
        Files.move(build, aside);
        try {
            Outcome pushed = jbuild.environment("JBUILD_FRONT", "off").run("--push", "+files");
            assertThat(pushed.exitCode()).as(pushed.toString()).isZero();
        } finally {
            Files.move(aside, build);
        }
        Path whole = installed.resolve("lib/whole.aot");
        Files.move(whole, aside);
        try {
            jbuild.write("file", "another content");
            Outcome changed = jbuild.environment("JBUILD_FRONT", "").run("+files");
            assertThat(changed.exitCode()).as(changed.toString()).isZero();
            assertThat(jbuild.path("build/file")).hasContent("another content");
        } finally {
            Files.move(aside, whole);
        }
    }

    /** A cache that does not fit is left aside by the JVM without a word. */
    @Test
    void doctor_saysWhetherTheCachesFit() throws Exception {
        assertThat(user("fit").run("doctor", "--offline").out())
                .containsPattern("well +jbuild +.*, Java 25\\.[0-9.]+\n");

        Path copy = folder.resolve("copy");
        Process copying =
                new ProcessBuilder("cp", "-R", installed.toString(), copy.toString())
                        .inheritIO()
                        .start();
        assertThat(copying.waitFor()).isZero();
        Jbuild copied = new Jbuild(folder.resolve("copied"), copy);
        assertThat(copied.without("JBUILD_JAVA_HOME").run("doctor", "--offline").out())
                .containsPattern("lacking +jbuild +.*whole\\.aot` does not fit")
                .contains("copy with `cp -a`");
    }
}
