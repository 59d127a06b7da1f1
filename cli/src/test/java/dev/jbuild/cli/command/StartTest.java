package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.doctor.Finding;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is said of the Java that runs jbuild. That a cache fits or does not is tried in examples.
 */
class StartTest {
    private static final String VERSION = "jbuild 1, Java 25.0.1";
    private static final Path JAVA = Path.of("/opt/java");

    private Path lib;

    @BeforeEach
    void makeFolder(@TempDir Path distribution) throws Exception {
        lib = Files.createDirectory(distribution.resolve("lib"));
    }

    private Finding finding(Path java, boolean cached) {
        return new Start(Optional.of(lib), java, cached).finding(VERSION);
    }

    private static void assertSlow(Finding finding, String text, String cure) {
        assertThat(finding.state()).isEqualTo(Finding.State.LACKING);
        assertThat(finding.text()).startsWith("1, Java 25.0.1; ").contains(text);
        assertThat(finding.cure()).contains(cure);
    }

    @Test
    void start_fromACache_isWell() throws Exception {
        Files.createFile(lib.resolve("whole.aot"));
        assertThat(finding(JAVA, true))
                .isEqualTo(new Finding("jbuild", Finding.State.WELL, "1, Java 25.0.1", ""));
    }

    @Test
    void start_withoutACache_isSlow() {
        // Java has one of its own, which is of little use.
        assertSlow(finding(JAVA, true), "no caches for it in `" + lib + "`", "`dev/aot`");
    }

    @Test
    void start_fromACacheThatDoesNotFit_isSlow() throws Exception {
        Files.createFile(lib.resolve("whole.aot"));
        assertSlow(finding(JAVA, false), "whole.aot` does not fit", "`cp -a`");

        Path own = Files.createDirectory(lib.resolveSibling("runtime"));
        assertSlow(finding(JAVA, false), "does not fit", "unset JBUILD_JAVA_HOME");
        assertSlow(finding(own, false), "does not fit", "`cp -a`");
    }

    @Test
    void start_withoutTheLauncher_isSlow() {
        assertSlow(
                new Start(Optional.empty(), JAVA, true).finding(VERSION),
                "without its launcher",
                "start `bin/jbuild`");
    }
}
