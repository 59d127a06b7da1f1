package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Nothing to do in a project with so many files that the front has {@code find} look at them. */
@Tag("engine")
class ManyFilesTest {
    private static final int FILES = 2_000;

    /** After which the times of a file are believed, and a little more. */
    private static final long SETTLED_MILLIS = 2_500;

    private static final int HANDED_OVER_EVALUATED = 87;

    private static final String BUILD_FILE =
            """
            jbuild '1'

            target('all') {
                from '%s'
                copy 'src', into: '/src'
                run 'cat /src/*/* /src/link > /all # %s'
                artifact '/all', as: 'build/all'
            }
            """
                    .formatted(BASE, NONCE);

    @TempDir private Path folder;
    private Jbuild jbuild;
    private Path calls;

    @BeforeEach
    void makeProject() throws Exception {
        jbuild = new Jbuild(folder);
        jbuild.write("jbuild.groovy", BUILD_FILE).write(".jbuildignore", "**/*.log\n");
        for (int i = 0; i < FILES; i++) {
            jbuild.write("src/part%d/file%d.txt".formatted(i % 4, i), "content");
        }
        jbuild.write("src/part0/x.log", "ignored");
        Files.createSymbolicLink(jbuild.path("src/link"), Path.of("part0/file0.txt"));
        calls = folder.resolve("calls");
        findThatDoes("echo call >>'%s'; exec /usr/bin/find \"$@\"".formatted(calls));
        Outcome first = jbuild.run("+all");
        assertThat(first.exitCode()).as(first.toString()).isZero();
        Thread.sleep(SETTLED_MILLIS);
        assertAnswers();
        assertThat(briefs()).hasSize(1);
        Files.deleteIfExists(calls);
    }

    /** Puts another program in the place of the system's. */
    private void findThatDoes(String commands) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path find = programs.resolve("find");
        Files.writeString(find, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(find, PosixFilePermissions.fromString("rwxr-xr-x"));
        jbuild.environment("PATH", programs + ":" + System.getenv("PATH"));
    }

    private List<Path> briefs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home/brief"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Outcome front() throws Exception {
        jbuild.environment("JBUILD_FRONT", "only");
        return jbuild.run("+all");
    }

    private void assertAnswers() throws Exception {
        Outcome outcome = front();
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.total()).startsWith("everything up to date: ");
    }

    private void assertHandsOver() throws Exception {
        Outcome outcome = front();
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(HANDED_OVER_EVALUATED);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void find_isAskedInsteadOfReadingTheWholeEntry() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("home/ledger"))) {
            for (Path entry : files.filter(Files::isRegularFile).toList()) {
                Files.delete(entry);
            }
        }
        assertAnswers();
        assertThat(calls).exists();
    }

    @Test
    void eachChange_isSeen() throws Exception {
        Path file = jbuild.path("src/part1/file1.txt");
        FileTime time = Files.getLastModifiedTime(file);
        jbuild.write("src/part1/file1.txt", "CONTENT");
        Files.setLastModifiedTime(file, time);
        assertHandsOver();
        jbuild.write("src/part1/file1.txt", "content");
        assertAnswers();

        jbuild.write("src/part2/new.txt", "content");
        assertHandsOver();
        Files.delete(jbuild.path("src/part2/new.txt"));
        assertAnswers();

        Files.delete(jbuild.path("src/link"));
        Files.createSymbolicLink(jbuild.path("src/link"), Path.of("part0/file4.txt"));
        assertHandsOver();
        Files.delete(jbuild.path("src/link"));
        Files.createSymbolicLink(jbuild.path("src/link"), Path.of("part0/file0.txt"));
        assertAnswers();

        jbuild.write("build/all", "not what was delivered");
        assertHandsOver();
    }

    @Test
    void fileRewrittenAtOnce_afterItWasSeen_isSeen() throws Exception {
        Path file = jbuild.path("src/part1/file1.txt");
        FileTime time = Files.getLastModifiedTime(file);
        for (int i = 0; i < 3; i++) {
            jbuild.write("src/part1/file1.txt", "content");
            Files.setLastModifiedTime(file, time);
            assertAnswers();
            jbuild.write("src/part1/file1.txt", "CONTENT");
            Files.setLastModifiedTime(file, time);
            assertHandsOver();
        }
    }

    @Test
    void ignoredFile_changesNothing() throws Exception {
        jbuild.write("src/part0/x.log", "another");
        assertAnswers();
        Thread.sleep(SETTLED_MILLIS);
        assertAnswers();
    }

    @Test
    void anotherFind_orNone_changesNothing() throws Exception {
        findThatDoes("echo 'find: unrecognized: -printf' >&2; exit 1");
        assertAnswers();
        findThatDoes("printf 'd 755 '; printf '\\000f nonsense\\000\\000'");
        assertAnswers();
        jbuild.write("src/part1/file1.txt", "CONTENT");
        assertHandsOver();
    }
}
