package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.examples.testing.Await;
import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Processes;
import dev.jbuild.examples.testing.Running;
import dev.jbuild.examples.testing.Terminal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Builds that are done by a jbuild that stands by. */
@Tag("engine")
class StandbyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENTLY = Duration.ofMinutes(1);

    private static final String PROJECT =
            """
            jbuild '1'

            String who = env('WHO') ?: 'nobody'

            target('page') {
                from 'debian:bookworm-slim'
                copy 'text', into: '/'
                run "echo NONCE by ${who} >>/text"
                artifact '/text', as: 'build/text'
            }
            target('slow') {
                from '+page'
                copy 'seconds', into: '/'
                run 'sleep $(cat /seconds)'
                artifact '/seconds', as: 'build/seconds'
            }
            """;

    /** A number of seconds that no other sleep on this machine has. */
    private static final String SECONDS = "301." + Math.abs((long) NONCE.hashCode());

    private static final String SLEEP = "sleep " + SECONDS;

    private Path folder;
    private Jbuild jbuild;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        this.folder = folder;
        jbuild =
                new Jbuild(folder)
                        .standingBy()
                        .write("jbuild.groovy", PROJECT.replace("NONCE", NONCE))
                        .write("text", "one\n")
                        .write("seconds", SECONDS);
    }

    @AfterEach
    void endAll() {
        jbuild.bystanders().forEach(ProcessHandle::destroyForcibly);
    }

    private Outcome page(String text) throws Exception {
        Outcome outcome = jbuild.write("text", text + "\n").run("+page");
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome;
    }

    private ProcessHandle bystander() {
        assertThat(jbuild.bystanders()).hasSize(1);
        return jbuild.bystanders().getFirst();
    }

    /** A build in the middle of a step that takes five minutes. */
    private Running startSlow() throws Exception {
        Running slow = jbuild.start("+slow");
        Await.until(() -> Processes.isRunning(SLEEP), PATIENTLY, slow::log);
        return slow;
    }

    @Test
    void nextBuild_isDoneByTheSameProcess_andSaysTheSame() throws Exception {
        // The engine is to know neither text from another test: it would say that it knows it.
        String second = NONCE + " 2";
        String third = NONCE + " 3";
        page("first");
        ProcessHandle first = bystander();
        Outcome warm = page(second);
        assertThat(jbuild.path("build/text")).hasContent(second + "\n" + NONCE + " by nobody");
        assertThat(bystander()).isEqualTo(first);
        jbuild.environment("JBUILD_STANDBY", "off");
        Outcome cold = page(third);
        assertThat(shape(warm)).isEqualTo(shape(cold));
    }

    private static List<String> shape(Outcome outcome) {
        return outcome.err()
                .lines()
                .map(line -> line.replaceAll("\\d+\\.\\ds", "TIME"))
                .sorted()
                .toList();
    }

    @Test
    void buildThatFails_saysSo_andTheNextOneIsDone() throws Exception {
        page("first");
        ProcessHandle first = bystander();
        Outcome mistake = jbuild.run("+pgae");
        assertThat(mistake.exitCode()).as(mistake.toString()).isEqualTo(2);
        assertThat(mistake.errors().getFirst()).contains("did you mean `+page`?");
        Outcome failed = jbuild.write("seconds", "none").run("+slow");
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.err()).contains("invalid time interval");
        page("second");
        assertThat(bystander()).isEqualTo(first);
    }

    /** The variable is one of the process, so that another process has to be started for it. */
    @Test
    void otherEnvironment_isServedByAnotherProcess() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        jbuild.environment("WHO", "somebody");
        page("text");
        assertThat(jbuild.path("build/text")).hasContent("text\n" + NONCE + " by somebody");
        assertThat(jbuild.bystanders()).hasSize(2).contains(first);
    }

    @Test
    void variableOfTheCommandAlone_isSeenByTheSameProcess() throws Exception {
        jbuild.write("jbuild.groovy", PROJECT.replace("NONCE", NONCE).replace("WHO", "SHLVL"));
        jbuild.environment("SHLVL", "7");
        page("text");
        ProcessHandle first = bystander();
        jbuild.environment("SHLVL", "8");
        page("text");
        assertThat(jbuild.path("build/text")).hasContent("text\n" + NONCE + " by 8");
        assertThat(bystander()).isEqualTo(first);
    }

    @Test
    void twoAtOnce_haveAProcessEach() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        try (Running slow = startSlow()) {
            page("meanwhile");
            assertThat(jbuild.path("build/text")).hasContent("meanwhile\n" + NONCE + " by nobody");
            slow.signal("INT");
            assertThat(slow.await(SOON).exitCode()).isEqualTo(130);
        }
        // The one that was interrupted ends; that one which helped out has nobody else to serve.
        Await.until(() -> jbuild.bystanders().isEmpty(), SOON, () -> "the end of " + first);
    }

    /** Counts the JVMs that are started, by a Java that notes each. */
    private final class Starts {
        private final Path notes = folder.resolve("starts");

        Starts() throws Exception {
            Path real = Path.of(System.getProperty("java.home"));
            Path home = Files.createDirectories(folder.resolve("java"));
            Files.createDirectory(home.resolve("bin"));
            Files.copy(real.resolve("release"), home.resolve("release"));
            Path java =
                    Files.writeString(
                            home.resolve("bin/java"),
                            "#!/bin/sh\necho >>'%s'\nexec '%s/bin/java' \"$@\"\n"
                                    .formatted(notes, real));
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createFile(notes);
            jbuild.environment("JBUILD_JAVA_HOME", home.toString());
        }

        long size() throws Exception {
            return Files.size(notes);
        }
    }

    private Path bell() {
        return folder.resolve("home/standby")
                .resolve("bell" + jbuild.project().toString().replace('/', '%'));
    }

    private void awaitBell() throws Exception {
        Path listener = bell().resolveSibling(bell().getFileName() + ".by");
        Await.until(() -> Files.exists(listener), SOON, () -> "the bell");
    }

    private Outcome upToDate(String... arguments) throws Exception {
        Outcome outcome = jbuild.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.err()).contains("everything up to date: 1 target");
        return outcome;
    }

    @Test
    void nothingToDo_isAnsweredWithoutAnotherJvm_asTheFrontWould() throws Exception {
        requireAnswered();
    }

    private void requireAnswered() throws Exception {
        Starts starts = new Starts();
        page("text");
        awaitBell();
        long before = starts.size();
        Outcome answered = upToDate("+page");
        assertThat(starts.size()).isEqualTo(before);
        Outcome alone = jbuild.environment("JBUILD_STANDBY", "off").run("+page");
        assertThat(starts.size()).isGreaterThan(before);
        assertThat(shape(answered)).isEqualTo(shape(alone));
    }

    /** Where {@code sh} is bash, which changes variables and signals of its own accord. */
    @Test
    void nothingToDo_isAnsweredToBash() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("sh"), Path.of("/bin/bash"));
        jbuild.environment("PATH", programs + ":" + System.getenv("PATH"));
        requireAnswered();
    }

    @Test
    void readerThatHasGone_isNoFailure() throws Exception {
        page("text");
        awaitBell();
        List<String> piped =
                List.of(
                        "bash",
                        "-c",
                        "cd '%s' && set -o pipefail && \"$0\" +page 2>&1 | true"
                                .formatted(jbuild.project()),
                        jbuild.launcher().toString());
        ProcessBuilder builder = new ProcessBuilder(piped);
        builder.environment().clear();
        builder.environment().putAll(jbuild.environment());
        assertThat(builder.start().waitFor()).isZero();
    }

    /** Each of them is a question that the front has to answer, or the real program. */
    @Test
    void otherCircumstances_areNotAnsweredByOneOfThese() throws Exception {
        Starts starts = new Starts();
        page("text");
        awaitBell();
        long before = starts.size();
        jbuild.environment("WHO", "somebody");
        Outcome outcome = jbuild.run("+page");
        assertThat(outcome.err()).contains("1 target, 1 built");
        assertThat(jbuild.path("build/text")).hasContent("text\n" + NONCE + " by somebody");
        assertThat(starts.size()).isGreaterThan(before);
    }

    @Test
    void changedFile_isBuilt() throws Exception {
        page("text");
        awaitBell();
        upToDate("+page");
        page("other");
        assertThat(jbuild.path("build/text")).hasContent("other\n" + NONCE + " by nobody");
        // Of the same length, within the same second.
        page("again");
        assertThat(jbuild.path("build/text")).hasContent("again\n" + NONCE + " by nobody");
        upToDate("+page");
    }

    @Test
    void argumentsOfAllKinds_areAnswered_orPassedOn() throws Exception {
        Starts starts = new Starts();
        page("text");
        awaitBell();
        Outcome plain = upToDate("+page", "--progress", "plain");
        assertThat(plain.err()).contains("+page linux/amd64 | reused: nothing changed");
        long before = starts.size();
        upToDate("-C", jbuild.project().toString(), "+page");
        assertThat(starts.size()).isEqualTo(before);
        for (String argument : List.of("a b", "größe\n", "%s\\n", "*", "x".repeat(5000))) {
            Outcome refused = jbuild.run("+page", argument);
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
            assertThat(refused.err()).contains("is neither a target nor a command");
        }
    }

    @Test
    void bellOfOneThatWasKilled_isNotRung() throws Exception {
        page("text");
        awaitBell();
        endAll();
        Await.until(() -> jbuild.bystanders().isEmpty(), SOON, () -> "the end of all");
        assertThat(bell()).exists();
        upToDate("+page");
    }

    /** It is stopped, as by a debugger, and cannot say anything. */
    @Test
    void bellThatNobodyHears_isTakenDown() throws Exception {
        page("text");
        awaitBell();
        ProcessHandle first = bystander();
        Processes.output(List.of("kill", "-STOP", String.valueOf(first.pid())));
        upToDate("+page");
        assertThat(bell()).doesNotExist();
        Processes.output(List.of("kill", "-CONT", String.valueOf(first.pid())));
        page("more");
        assertThat(bystander()).isEqualTo(first);
        awaitBell();
        assertThat(answers()).isEmpty();
    }

    private List<Path> answers() throws Exception {
        return sockets().stream().filter(place -> place.toString().endsWith(".answer")).toList();
    }

    @Test
    void terminal_isAnsweredInColour() throws Exception {
        Starts starts = new Starts();
        jbuild.environment("TERM", "xterm");
        page("text");
        awaitBell();
        long before = starts.size();
        try (Terminal terminal = jbuild.startOnTerminal("+page")) {
            assertThat(terminal.await()).as(terminal.screen()).isZero();
            assertThat(terminal.screen()).contains("\u001b[1meverything up to date");
        }
        assertThat(starts.size()).isEqualTo(before);
    }

    /** However the one ends that the user has started, the build ends with it. */
    @Test
    void callerThatIsKilled_isNotBuiltForAnyLonger() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        try (Running slow = startSlow()) {
            slow.signal("KILL");
            Await.until(() -> !Processes.isRunning(SLEEP), SOON, () -> "the end of " + SLEEP);
        }
        Await.until(() -> !first.isAlive(), SOON, () -> "the end of " + first);
        assertThat(jbuild.path("build/seconds")).doesNotExist();
        page("goes on");
    }

    @Test
    void processThatIsKilled_isTold_andTheNextBuildGoesOn() throws Exception {
        page("text");
        try (Running slow = startSlow()) {
            assertThat(bystander().destroyForcibly()).isTrue();
            Outcome broken = slow.await(SOON);
            assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(3);
            assertThat(broken.errors().getFirst())
                    .startsWith(
                            "jbuild: error: the jbuild that stood by has ended in the middle of"
                                    + " the build");
        }
        page("goes on");
        Outcome done = jbuild.write("seconds", "0").run("+slow");
        assertThat(done.exitCode()).as(done.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"home/standby", "home", "project"})
    void processWhosePlaceIsGone_ends(String gone) throws Exception {
        page("text");
        ProcessHandle first = bystander();
        Processes.output(List.of("mv", folder.resolve(gone).toString(), folder + "/away"));
        Await.until(() -> !first.isAlive(), SOON, () -> "the end of " + first);
    }

    @Test
    void processThatIsAskedToEnd_ends_andTakesItsNameAway() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        awaitBell();
        assertThat(first.destroy()).isTrue();
        Await.until(() -> !first.isAlive(), SOON, () -> "the end of " + first);
        assertThat(sockets()).isEmpty();
        page("again");
        assertThat(bystander()).isNotEqualTo(first);
    }

    private List<Path> sockets() throws Exception {
        try (Stream<Path> places = Files.list(folder.resolve("home/standby"))) {
            return places.filter(place -> !place.endsWith("log")).toList();
        }
    }

    /** Where no socket can be made, a process of its own does it. */
    @Test
    void folderThatTakesNoSocket_isDoneWithout() throws Exception {
        jbuild.environment("JBUILD_HOME", folder.resolve("h".repeat(90)).toString());
        page("text");
        assertThat(jbuild.bystanders()).isEmpty();
        jbuild.environment("JBUILD_HOME", folder.resolve("home").toString());
        page("one");
        endAll();
        // What is there in the place of the socket, and of the next one, is none.
        for (Path place : sockets()) {
            Files.delete(place);
            Files.createDirectories(place.resolve("full"));
        }
        page("two");
        assertThat(jbuild.path("build/text")).hasContent("two\n" + NONCE + " by nobody");
        Await.until(() -> jbuild.bystanders().isEmpty(), SOON, () -> "the end of all");
    }

    @Test
    void folderThatOthersMayEnter_isDoneWithout() throws Exception {
        page("one");
        endAll();
        Files.setPosixFilePermissions(
                folder.resolve("home/standby"), PosixFilePermissions.fromString("rwxr-xr-x"));
        page("two");
        assertThat(jbuild.bystanders()).isEmpty();
    }

    /** Java cannot end a thread, so that the process has to. */
    @Test
    void buildFileThatRunsWithoutEnd_isNotLeftRunning() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        String text = Files.readString(jbuild.path("jbuild.groovy"));
        jbuild.write("jbuild.groovy", text + "def bad = (1..400000).toList().unique().size()\n");
        Outcome outcome = jbuild.run("+page");
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(2);
        Await.until(() -> !first.isAlive(), SOON, () -> "the end of " + first);
    }

    @Test
    void terminal_isDrawnOn_inItsSize_andLeftAsItWas() throws Exception {
        page("text");
        ProcessHandle first = bystander();
        jbuild.write("text", "new\n");
        try (Terminal terminal = jbuild.startOnTerminal("+page")) {
            assertThat(terminal.await()).as(terminal.screen()).isZero();
            assertThat(terminal.screen())
                    .contains("\u001b[?25l", "\u001b[?25h", "1 target, 1 built");
        }
        assertThat(first.isAlive()).isTrue();
        try (Terminal terminal = jbuild.startOnTerminal("+slow")) {
            terminal.awaitShown("run sleep $(cat /seconds)");
            terminal.resize(24, 30);
            terminal.awaitShown("s  run\u001b[K");
            terminal.type("\003");
            assertThat(terminal.await()).as(terminal.screen()).isEqualTo(130);
            assertThat(terminal.screen()).contains("jbuild: error: ", "interrupted", "\u001b[?25h");
        }
    }

    @Test
    void whatNeedsNoStandby_startsNone() throws Exception {
        assertThat(jbuild.run("plan", "+page").exitCode()).isZero();
        assertThat(jbuild.run("--help").exitCode()).isZero();
        // Another process has another standard input.
        jbuild.run("+page", "--secret-file", "token=/dev/stdin");
        assertThat(
                        jbuild.without("JBUILD_STANDBY")
                                .environment("CI", "true")
                                .run("+page")
                                .exitCode())
                .isZero();
        assertThat(jbuild.bystanders()).isEmpty();
    }
}
