package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.BASE;
import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.WatchedJava;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When the front answers by itself and when it asks for the real program. {@code JBUILD_FRONT=only}
 * keeps the real one from starting, so that what is seen is the front's alone.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontTest {
    private static final int HANDED_OVER = 86;

    /** To a program that need not evaluate the build file. */
    private static final int HANDED_OVER_EVALUATED = 87;

    /** A loaded class that the front may need: no library's, and of our own only the smallest. */
    private static final Pattern OURS =
            Pattern.compile(
                    "\\] (javax?\\.|jdk\\.|sun\\.|dev\\.jbuild\\.(front|model|cache\\.(file|atomic))\\.)");

    /** How a loaded class begins of the client of buckets, and of what compresses. */
    private static final String BUCKETS = " software.amazon.awssdk.";

    private static final String BROTLI = " com.aayushatharva.brotli4j.";

    private static final String IMAGE = "jbuild-test/front:" + NONCE;

    /** Reads a variable, a file and the commit; copies from two folders; delivers in four ways. */
    private static final String BUILD_FILE =
            """
            jbuild '1'

            String version = file('VERSION').trim()
            String user = env('FRONT_USER') ?: 'nobody'
            String optional = file('OPTIONAL', default: 'none')

            target('files') {
                from '%s'
                workdir '/w'
                copy 'src', into: 'src'
                run "mkdir out && cat src/*.txt > out/all && echo ${version} ${user} ${optional} %s > out/version"
                artifact 'out', as: 'build/out'
                artifact 'out/all', as: 'build/one.txt'
            }

            target('app') {
                from 'scratch'
                copy '+files/out', into: '/out'
                copy 'conf/*.conf', into: '/conf/'
                image '%s'
            }

            target('all') {
                build '+files', '+app'
                deployFile 'build/note.json', json([version: version])
            }

            target('commit') {
                from '%s'
                run "echo ${git.hash} %s > /commit"
                artifact '/commit', as: 'build/commit'
            }

            target('site') {
                from 'scratch'
                copy 'src/*.txt', into: '/site/'
                cdn '/site', to: 'file:build/cdn', fingerprint: ['**']
            }

            target('packed') {
                from 'scratch'
                copy 'src/*.txt', into: '/site/'
                cdn '/site', to: 'file:build/packed', precompress: ['br']
            }
            """
                    .formatted(BASE, NONCE, IMAGE, BASE, NONCE);

    private Jbuild jbuild;
    private Path folder;

    @BeforeAll
    void makeProject(@TempDir Path temporary) throws Exception {
        folder = temporary;
        jbuild = new Jbuild(folder);
        jbuild.write("jbuild.groovy", BUILD_FILE)
                .write("VERSION", "1\n")
                .write(".jbuildignore", "**/*.log\n")
                .write("src/a.txt", "a")
                .write("src/b.txt", "b")
                .write("src/deep/c.txt", "c")
                .write("src/x.log", "ignored")
                .write("conf/x.conf", "x")
                .write("conf/other", "not matched")
                .environment("FRONT_USER", "bob");
        Files.createSymbolicLink(jbuild.path("src/link"), Path.of("a.txt"));
        build();
    }

    @AfterAll
    void removeImage() throws Exception {
        Containers.remove(IMAGE);
    }

    private Outcome front(String... arguments) throws Exception {
        jbuild.environment("JBUILD_FRONT", "only");
        try {
            return jbuild.run(arguments);
        } finally {
            jbuild.environment("JBUILD_FRONT", "");
        }
    }

    private void build(String... arguments) throws Exception {
        Outcome outcome = jbuild.run(arguments.length == 0 ? new String[] {"+all"} : arguments);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    private void assertAnswers(String... arguments) throws Exception {
        Outcome outcome = front(arguments.length == 0 ? new String[] {"+all"} : arguments);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.total()).startsWith("everything up to date: ").contains(", 0 solved, ");
    }

    private void assertHandsOver(String... arguments) throws Exception {
        Outcome outcome = front(arguments.length == 0 ? new String[] {"+all"} : arguments);
        assertThat(outcome.exitCode())
                .as(outcome.toString())
                .isIn(HANDED_OVER, HANDED_OVER_EVALUATED);
        assertThat(outcome.err()).isEmpty();
    }

    /** A change that counts: the front asks for the real program, until it is taken back. */
    private void assertCounts(Change change, Change back) throws Exception {
        change.make();
        assertHandsOver();
        back.make();
        assertAnswers();
    }

    private void assertDoesNotCount(Change change) throws Exception {
        change.make();
        assertAnswers();
    }

    @FunctionalInterface
    private interface Change {
        void make() throws Exception;
    }

    /** Another content, as long as the old one where that is possible. */
    private void assertContentCounts(String name, String other) throws Exception {
        String before = Files.readString(jbuild.path(name));
        assertCounts(() -> jbuild.write(name, other), () -> jbuild.write(name, before));
        assertCounts(() -> Files.delete(jbuild.path(name)), () -> jbuild.write(name, before));
    }

    private void assertAdditionCounts(String name) throws Exception {
        assertCounts(() -> jbuild.write(name, "new"), () -> Files.delete(jbuild.path(name)));
    }

    @Test
    void answer_isThatOfTheRealProgram() throws Exception {
        Outcome answer = front("+all");
        jbuild.environment("JBUILD_FRONT", "off");
        Outcome real = jbuild.run("+all");
        jbuild.environment("JBUILD_FRONT", "");

        assertThat(lines(answer)).isEqualTo(lines(real));
        assertThat(answer.delivered()).isEqualTo(real.delivered()).hasSize(4);
        assertThat(answer.out()).isEmpty();
    }

    /**
     * What is done again may end otherwise, so that no entry vouches for it, of whatever target.
     */
    @Test
    void resultsForgottenOnPurpose_count() throws Exception {
        build("--no-cache", "+files");
        assertHandsOver();
        build();
        assertAnswers();
        build("cache", "clear");
        assertHandsOver();
        build();
        assertAnswers();
    }

    @Test
    void answer_needsNoLibrary() throws Exception {
        Path log = folder.resolve("classes.log");
        Path java =
                WatchedJava.make(
                        folder.resolve("watched"),
                        Path.of(System.getProperty("java.home")),
                        "-Xlog:class+load:file=" + log + "::filecount=0");
        jbuild.environment("JBUILD_JAVA_HOME", java.toString());
        try {
            assertAnswers();
        } finally {
            jbuild.environment("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        }
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" dev.jbuild.front.Main "))
                .filteredOn(line -> !OURS.matcher(line).find())
                .isEmpty();
    }

    @Test
    void changedSource_needsNoGroovy() throws Exception {
        assertThat(classesOfBuildWith("other sources, same build file"))
                .anyMatch(line -> line.contains(" dev.jbuild.engine.Solving "))
                .noneMatch(line -> line.contains("] groovy.") || line.contains(".groovy."))
                .noneMatch(line -> line.contains(" org.eclipse.jgit."));
        build();
    }

    /** Both are large: what a build does not need, it does not wait for. */
    @Test
    void clientOfBucketsAndBrotli_areLoadedByThoseThatNeedThem() throws Exception {
        assertThat(classesOfBuildWith("sources that are published nowhere"))
                .anyMatch(line -> line.contains(" dev.jbuild.engine.Solving "))
                .noneMatch(line -> line.contains(BUCKETS))
                .noneMatch(line -> line.contains(BROTLI));
        assertThat(classesOfBuildWith("worth being packed ".repeat(500), "+packed"))
                .anyMatch(line -> line.contains(BROTLI))
                .noneMatch(line -> line.contains(BUCKETS));
        assertThat(classesOf("cdn", "rollback", "s3://bucket?endpoint=http://127.0.0.1:1"))
                .anyMatch(line -> line.contains(BUCKETS))
                .noneMatch(line -> line.contains(BROTLI));
        build();
    }

    /** With a thread that waits for all sockets, the JVM's end takes 0.3 s. */
    @Test
    void build_leavesNoThreadThatWaitsForSockets() throws Exception {
        assertThat(classesOfBuildWith("sources without a poller"))
                .anyMatch(line -> line.contains(" dev.jbuild.engine.docker.SocketQuestion "))
                .noneMatch(line -> line.contains(" sun.nio.ch.Poller "));
        build();
    }

    /** What a build loads when a source has this content, which is then taken back. */
    private List<String> classesOfBuildWith(String source, String... arguments) throws Exception {
        jbuild.write("src/a.txt", source);
        try {
            return classes(() -> build(arguments));
        } finally {
            jbuild.write("src/a.txt", "a");
        }
    }

    /** What a command loads, however it ends. */
    private List<String> classesOf(String... arguments) throws Exception {
        return classes(() -> jbuild.run(arguments));
    }

    private List<String> classes(Change run) throws Exception {
        Path log = folder.resolve("classes-of-a-build.log");
        // A cache that was made in advance has its classes loaded by those that do not need them.
        jbuild.environment(
                "JBUILD_JAVA_OPTS",
                "-XX:AOTMode=off -Xlog:class+load:file=" + log + "::filecount=0");
        try {
            run.make();
        } finally {
            jbuild.environment("JBUILD_JAVA_OPTS", "");
        }
        return Files.readAllLines(log);
    }

    @Test
    void request_saysWhetherTheBuildFileIsToBeEvaluated() throws Exception {
        assertThat(front("+all", "+unheard-of").exitCode()).isEqualTo(HANDED_OVER);
        assertHandsOverWhen("src/a.txt", "another source", HANDED_OVER_EVALUATED);
        assertHandsOverWhen("build/one.txt", "edited by hand", HANDED_OVER_EVALUATED);
        assertHandsOverWhen("VERSION", "2\n", HANDED_OVER);
        assertHandsOverWhen("jbuild.groovy", BUILD_FILE + "\n", HANDED_OVER);
        assertHandsOverWhen("OPTIONAL", "is there", HANDED_OVER);
    }

    private void assertHandsOverWhen(String name, String content, int exitCode) throws Exception {
        Path file = jbuild.path(name);
        Optional<String> before =
                Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        jbuild.write(name, content);
        Outcome outcome = front("+all");
        if (before.isPresent()) {
            jbuild.write(name, before.get());
        } else {
            Files.delete(file);
        }

        assertThat(outcome.exitCode()).as(name).isEqualTo(exitCode);
        assertAnswers();
    }

    /** Without the time, and without what the front has not looked for. */
    private static List<String> lines(Outcome outcome) {
        return outcome.err()
                .lines()
                .filter(line -> !line.contains("| engine Docker"))
                .map(line -> line.replaceFirst(", in [0-9.]+s$", ""))
                .toList();
    }

    @Test
    void releaseInAFolder() throws Exception {
        build("+site");
        assertAnswers("+site");
        Path current = jbuild.path("build/cdn/current");
        Path target = Files.readSymbolicLink(current);

        Files.delete(current);
        assertHandsOver("+site");
        build("+site");
        assertThat(Files.readSymbolicLink(current)).isEqualTo(target);
        assertAnswers("+site");

        Files.delete(served(current));
        assertHandsOver("+site");
        build("+site");
        assertThat(served(current)).isNotEmptyFile();
        assertAnswers("+site");

        jbuild.write("src/a.txt", "another");
        build("+site");
        build("cdn", "rollback", "file:build/cdn");
        assertHandsOver("+site");
        jbuild.write("src/a.txt", "a");
        build("+site");
        assertAnswers("+site");
    }

    private static Path served(Path current) {
        String[] names = current.toFile().list((_, name) -> name.startsWith("b-"));
        return current.resolve(names == null || names.length == 0 ? "b-missing" : names[0]);
    }

    @Test
    void sourceFiles() throws Exception {
        assertContentCounts("src/a.txt", "A");
        assertContentCounts("src/deep/c.txt", "longer");
        assertContentCounts("conf/x.conf", "y");
        assertAdditionCounts("src/new.txt");
        assertAdditionCounts("conf/new.conf");
        assertCounts(
                () -> Files.move(jbuild.path("src/a.txt"), jbuild.path("src/A.txt")),
                () -> Files.move(jbuild.path("src/A.txt"), jbuild.path("src/a.txt")));
        assertCounts(
                () -> Files.createDirectory(jbuild.path("src/empty")),
                () -> Files.delete(jbuild.path("src/empty")));
        assertModeCounts("src/a.txt");
        assertModeCounts("src/deep");
        assertCounts(() -> link("src/link", "b.txt"), () -> link("src/link", "a.txt"));
    }

    private void link(String name, String target) throws IOException {
        Files.delete(jbuild.path(name));
        Files.createSymbolicLink(jbuild.path(name), Path.of(target));
    }

    private void assertModeCounts(String name) throws Exception {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(jbuild.path(name));
        assertCounts(
                () ->
                        Files.setPosixFilePermissions(
                                jbuild.path(name), PosixFilePermissions.fromString("rwx------")),
                () -> Files.setPosixFilePermissions(jbuild.path(name), before));
    }

    /** Built at once after a change, and changed again at once: the times need not tell. */
    @Test
    void sourceFile_rewrittenAtOnce_underItsOldTime() throws Exception {
        for (String content : List.of("1", "2")) {
            jbuild.write("src/b.txt", content);
            build();
            assertAnswers();
            FileTime before = Files.getLastModifiedTime(jbuild.path("src/b.txt"));
            jbuild.write("src/b.txt", "x");
            Files.setLastModifiedTime(jbuild.path("src/b.txt"), before);
            assertHandsOver();
        }
        build();
    }

    @Test
    void filesThatAreNoneOfItsBusiness() throws Exception {
        assertDoesNotCount(() -> jbuild.write("src/x.log", "still ignored"));
        assertDoesNotCount(() -> jbuild.write("conf/other", "still not matched"));
        assertDoesNotCount(() -> jbuild.write("elsewhere/file", "unrelated"));
        assertDoesNotCount(() -> jbuild.write("beside", "unrelated"));
    }

    @Test
    void touchedFiles() throws Exception {
        for (String name : List.of("jbuild.groovy", "VERSION", "src/a.txt", "build/out/all")) {
            assertDoesNotCount(
                    () ->
                            Files.setLastModifiedTime(
                                    jbuild.path(name), FileTime.from(Instant.now())));
        }
    }

    @Test
    void buildFile_lock_ignoreFile() throws Exception {
        assertContentCounts("jbuild.groovy", BUILD_FILE + "// remark\n");
        assertContentCounts("jbuild.lock", "# remark\n");
        assertContentCounts(".jbuildignore", "**/*.lag\n");
    }

    @Test
    void whatTheBuildFileReads() throws Exception {
        assertContentCounts("VERSION", "2\n");
        assertAdditionCounts("OPTIONAL");
        assertCounts(
                () -> jbuild.environment("FRONT_USER", "ada"),
                () -> jbuild.environment("FRONT_USER", "bob"));
        assertDoesNotCount(() -> jbuild.environment("FRONT_NOT_READ", "x"));
    }

    @Test
    void deliveredFiles() throws Exception {
        assertContentCounts("build/note.json", "{}");
        String version = Files.readString(jbuild.path("build/out/version"));
        assertContentCounts("build/out/version", version.replace('1', '9'));
        assertContentCounts("build/one.txt", "other");
        assertAdditionCounts("build/out/beside");
        assertModeCounts("build/out/all");
        Files.delete(jbuild.path("build/one.txt"));
        build();
        assertAnswers();
    }

    @Test
    void image_goneFromTheEngine() throws Exception {
        assertAnswers();
        Containers.remove(IMAGE);
        assertHandsOver();
        assertAnswers("--trust-ledger", "+all");
        build();
        assertAnswers();
    }

    @Test
    void engine_elsewhereOrDown() throws Exception {
        assertAnswers();
        String host = System.getenv("DOCKER_HOST");
        jbuild.environment("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        try {
            assertHandsOver();
            assertHandsOver("--trust-ledger", "+all");
        } finally {
            jbuild.environment("DOCKER_HOST", host);
        }
        assertAnswers();
    }

    @Test
    void otherRequests() throws Exception {
        assertAnswers();
        assertHandsOver("--push", "+all");
        assertHandsOver("+files");
        assertHandsOver("--platform", "linux/arm64", "+all");
        build("+files");
        assertAnswers("+files");
        assertAnswers();
    }

    @Test
    void commit_countsWhereItIsRead() throws Exception {
        Path project = jbuild.project();
        git(project, "init", "-q");
        git(project, "commit", "-q", "--allow-empty", "-m", "one");
        build("+commit");
        assertAnswers("+commit");
        // The other targets are in the same file, whose top does not ask for the commit.
        build();
        assertAnswers();

        git(project, "commit", "-q", "--allow-empty", "-m", "two");

        assertHandsOver("+commit");
        assertAnswers();
        build("+commit");
        assertAnswers("+commit");
        git(project, "checkout", "-q", "HEAD~1");
        assertHandsOver("+commit");
    }

    private static void git(Path project, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).directory(project.toFile()).inheritIO().start();
        assertThat(git.waitFor()).isZero();
    }

    @Test
    void failedBuild_isNotRemembered() throws Exception {
        jbuild.write(
                "bad/jbuild.groovy",
                "jbuild '1'\ntarget('bad') {\n  from '" + BASE + "'\n  run 'exit 3'\n}\n");
        assertThat(jbuild.run("./bad+bad").exitCode()).isEqualTo(1);
        assertHandsOver("./bad+bad");
    }
}
