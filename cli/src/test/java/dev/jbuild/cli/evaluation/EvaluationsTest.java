package dev.jbuild.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is evaluated anew after a change of one thing, and what is not; and that none is stale. */
class EvaluationsTest {
    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    /** Reads all that a build file can read. */
    private static final String BUILD_FILE =
            """
            jbuild '1'

            imports './tools+tool'

            String version = file('VERSION').trim()
            String optional = file('OPTIONAL', default: 'none')
            String user = env('WHO') ?: 'nobody'
            String tag = arg('TAG', default: 'dev')

            target('all') {
                doc "of ${version}"
                from '+one'
                env USER: user, OPTIONAL: optional, TAG: tag, PUSH: "${push}", CI: "${ci}"
                env HOST: "${userPlatform}", NATIVE: "${nativePlatform}"
                build './part+two', platforms: ['linux/arm64']
            }

            target('one') {
                from 'scratch'
                label 'commit': git.hash ?: 'none', 'tag': git.tag ?: 'none'
                copy 'src', into: '/'
                tool()
            }

            target('other') {
                from 'scratch'
            }

            target('dirty') {
                from 'scratch'
                label 'dirty': "${git.dirty}"
            }
            """;

    @TempDir Path folder;

    private Path project;
    private Path program;
    private Path state;
    private LoadRequest request;
    private String java;
    private int evaluated;

    @BeforeEach
    void makeProject() throws Exception {
        makeProjectIn(folder);
    }

    private void makeProjectIn(Path place) throws Exception {
        project = place.resolve("project");
        program = place.resolve("program");
        state = place.resolve("state");
        java = "25";
        evaluated = 0;
        write(project.resolve("jbuild.groovy"), BUILD_FILE);
        write(
                project.resolve("part/jbuild.groovy"),
                "jbuild '1'\ntarget('two') {\n    from 'scratch'\n}\n");
        write(
                project.resolve("tools/jbuild.groovy"),
                "jbuild '1'\nfunction('tool') { ->\n    workdir '/tool'\n}\n");
        write(project.resolve("VERSION"), "1\n");
        write(project.resolve("src/a.txt"), "a");
        write(program.resolve("jbuild.jar"), "jar");
        try (Git git = Git.init().setDirectory(project.toFile()).call()) {
            commit(git);
        }
        request =
                new LoadRequest(
                        project,
                        List.of("+all"),
                        List.of(),
                        AMD64,
                        AMD64,
                        false,
                        new TreeMap<>(),
                        Map.of("WHO", "ada", "NOT_READ", "1"));
    }

    private static void commit(Git git) throws Exception {
        git.commit()
                .setMessage("m")
                .setAllowEmpty(true)
                .setSign(false)
                .setAuthor("a", "a@example.org")
                .setCommitter("a", "a@example.org")
                .call();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Evaluation evaluate() throws Exception {
        return new Evaluations(state, program, java, this::count).of(request);
    }

    private Evaluation count(LoadRequest asked) throws UserMistake {
        evaluated++;
        try {
            return Buildfiles.evaluate(asked);
        } catch (EnvironmentFailure e) {
            throw new AssertionError(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws Exception;
    }

    private final List<DynamicTest> rows = new ArrayList<>();

    private void row(boolean anew, String what, Change change) {
        rows.add(
                DynamicTest.dynamicTest(
                        (anew ? "anew: " : "kept: ") + what,
                        () -> {
                            makeProjectIn(Files.createTempDirectory(folder, "row"));
                            evaluate();
                            evaluate();
                            assertThat(evaluated).as("before the change").isEqualTo(1);

                            change.make();

                            Evaluation now = evaluate();
                            assertThat(evaluated).isEqualTo(anew ? 2 : 1);
                            Evaluation fresh = Buildfiles.evaluate(request);
                            assertThat(now).isEqualTo(fresh).hasToString(fresh.toString());
                        }));
    }

    private void anew(String what, Change change) {
        row(true, what, change);
    }

    private void kept(String what, Change change) {
        row(false, what, change);
    }

    @TestFactory
    Stream<DynamicTest> oneChange() {
        kept("nothing", () -> {});
        kept("a source file", () -> write(project.resolve("src/a.txt"), "b"));
        kept("a new source file", () -> write(project.resolve("src/b.txt"), "b"));
        kept("the lock", () -> write(project.resolve("jbuild.lock"), "format 1\n"));
        kept(
                "the build file, touched",
                () ->
                        Files.setLastModifiedTime(
                                project.resolve("jbuild.groovy"), FileTime.from(Instant.now())));
        kept(
                "the cache moved",
                () -> {
                    Files.move(state, folder.resolve("elsewhere"));
                    state = folder.resolve("elsewhere");
                });
        kept("a variable that is not read", () -> variable("NOT_READ", "2"));

        anew("the build file", () -> append("jbuild.groovy", "// remark\n"));
        anew(
                "the build file, as long and as old",
                () -> rewriteUnderItsTime("jbuild.groovy", "of ${version}", "OF ${version}"));
        anew("a build file that is referred to", () -> append("part/jbuild.groovy", "//\n"));
        anew("a build file that is imported", () -> append("tools/jbuild.groovy", "//\n"));
        anew("a file that is read", () -> write(project.resolve("VERSION"), "2\n"));
        anew("a file that was not there", () -> write(project.resolve("OPTIONAL"), "some"));
        anew("a file of arguments", () -> write(project.resolve(".arg"), "TAG=x\n"));
        anew("a variable", () -> variable("WHO", "bob"));
        anew("a variable that was not set", () -> variable("CI", "true"));
        anew("an argument from the environment", () -> variable("TAG", "1"));
        anew("an argument", () -> argument("TAG", "1"));
        anew("an argument of the same value as its default", () -> argument("TAG", "dev"));
        anew("other goals", () -> goals("+all", "+other"));
        anew(
                "another order of goals",
                () -> {
                    goals("+other", "+all");
                    evaluate();
                    evaluated = 1;
                    goals("+all", "+other");
                });
        anew("a platform", () -> platforms(ARM64));
        anew("the native platform, asked for by name", () -> platforms(AMD64));
        anew("another native platform", () -> with(ARM64, AMD64, false));
        anew("another machine", () -> with(AMD64, ARM64, false));
        anew("push", () -> with(AMD64, AMD64, true));
        anew("a commit", () -> git(EvaluationsTest::commit));
        anew("a tag", () -> git(git -> git.tag().setName("v1").setAnnotated(false).call()));
        anew(
                "a branch",
                () -> git(git -> git.checkout().setCreateBranch(true).setName("b").call()));
        anew("no repository any more", () -> remove(project.resolve(".git")));
        anew("another Java", () -> java = "25.0.1");
        anew("another jar of jbuild", () -> write(program.resolve("jbuild.jar"), "jar2"));
        anew("one more jar of jbuild", () -> write(program.resolve("new.jar"), "jar"));
        anew("no jars of jbuild", () -> remove(program));
        return rows.stream();
    }

    private void append(String name, String text) throws IOException {
        Path file = project.resolve(name);
        write(file, Files.readString(file) + text);
    }

    private void rewriteUnderItsTime(String name, String old, String other) throws IOException {
        Path file = project.resolve(name);
        FileTime before = Files.getLastModifiedTime(file);
        write(file, Files.readString(file).replace(old, other));
        Files.setLastModifiedTime(file, before);
    }

    private void variable(String name, String value) {
        TreeMap<String, String> environment = new TreeMap<>(request.environment());
        environment.put(name, value);
        request = request.inEnvironment(environment);
    }

    private void argument(String name, String value) {
        TreeMap<String, String> arguments = new TreeMap<>(request.arguments());
        arguments.put(name, value);
        request = asked(request.goals(), request.platforms(), AMD64, arguments);
    }

    private void goals(String... goals) {
        request = asked(List.of(goals), List.of(), AMD64, new TreeMap<>());
    }

    private void platforms(Platform... platforms) {
        request = asked(request.goals(), List.of(platforms), AMD64, new TreeMap<>());
    }

    private void with(Platform nativePlatform, Platform user, boolean push) {
        request =
                asked(request.goals(), List.of(), nativePlatform, new TreeMap<>())
                        .from(user)
                        .pushing(push);
    }

    private LoadRequest asked(
            List<String> goals,
            List<Platform> platforms,
            Platform nativePlatform,
            SortedMap<String, String> arguments) {
        return new LoadRequest(
                        project, goals, platforms, nativePlatform, arguments, request.environment())
                .from(AMD64);
    }

    @FunctionalInterface
    private interface GitChange {
        void make(Git git) throws Exception;
    }

    private void git(GitChange change) throws Exception {
        try (Git git = Git.open(project.toFile())) {
            change.make(git);
        }
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void whatNobodyCanLookAtAgain_isNotKept() throws Exception {
        goals("+dirty");
        evaluate();
        evaluate();
        assertThat(evaluated).isEqualTo(2);
        assertThat(state).doesNotExist();
    }

    @Test
    void mistakes_areNotKept() throws Exception {
        write(project.resolve("VERSION"), "1\n");
        append("jbuild.groovy", "target('bad') { form 'scratch' }\n");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::evaluate).isInstanceOf(UserMistake.class);
        }
        assertThat(evaluated).isEqualTo(2);
    }

    @Test
    void anyDamage_isEvaluatedAnewAndMended() throws Exception {
        Evaluation first = evaluate();
        Path kept = onlyFile();
        byte[] good = Files.readAllBytes(kept);
        for (int i = 0; i < good.length; i += 1 + good.length / 64) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            replace(kept, bad);
            assertThat(evaluate()).isEqualTo(first);
        }
        for (int length : new int[] {0, 1, 31, 32, 36, good.length / 2, good.length - 1}) {
            replace(kept, Arrays.copyOf(good, length));
            assertThat(evaluate()).isEqualTo(first);
        }
        int before = evaluated;
        assertThat(evaluate()).isEqualTo(first);
        assertThat(evaluated).isEqualTo(before).isGreaterThan(64);
    }

    /** What another program has kept for the same request has a form that nobody here knows. */
    @Test
    void otherProgram_replacesWhatIsKept() throws Exception {
        evaluate();
        java = "26";
        evaluate();
        onlyFile();
        java = "25";
        evaluate();
        assertThat(evaluated).isEqualTo(3);
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(state).filter(Files::isRegularFile)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Files.delete(file);
        Files.write(file, content);
    }

    @Test
    void stateThatCannotBeWritten_evaluatesEachTime() throws Exception {
        // Root may write everywhere, but not make a folder of what is a file.
        Files.createDirectory(state);
        Files.writeString(state.resolve("evaluations"), "in the way");
        assertThat(evaluate()).isEqualTo(evaluate());
        assertThat(evaluated).isEqualTo(2);
    }

    @Test
    void requestsOfAProject_areKeptUpToANumber() throws Exception {
        for (int i = 0; i < 20; i++) {
            argument("TAG", "v" + i);
            evaluate();
        }
        try (Stream<Path> files = Files.walk(state).filter(Files::isRegularFile)) {
            assertThat(files).hasSize(16);
        }
        int before = evaluated;
        evaluate();
        assertThat(evaluated).isEqualTo(before);
    }
}
