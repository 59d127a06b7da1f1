package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** jbuild as other processes see it: exit codes, streams, signals. */
@Timeout(120)
class ProcessTest {
    @TempDir Path folder;

    private record Result(int exitCode, String out, String err) {}

    private Process start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    private Process start(List<String> javaOptions, Class<?> main, String... arguments)
            throws IOException {
        return start(_ -> {}, javaOptions, main, arguments);
    }

    private Process start(
            Consumer<ProcessBuilder> streams,
            List<String> javaOptions,
            Class<?> main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        // A shell without job control starts its background jobs, and so us, deaf to SIGINT.
        command.addAll(List.of("env", "--default-signal"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.language=", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(javaOptions);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JBUILD_HOME", folder.resolve("state").toString());
        streams.accept(builder);
        return builder.start();
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return ended(start(Main.class, arguments));
    }

    private static Result ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    @Test
    void unknownOption_2_onStandardError() throws Exception {
        assertThat(run("--pusch", "+all"))
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                """
                                jbuild: error: unknown option `--pusch`
                                  did you mean `--push`?
                                """));
    }

    @Test
    void help_0_onStandardOutput() throws Exception {
        Result result = run("--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Builds what").contains("Exit codes:");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void answerThatCannotBeWritten_3() throws Exception {
        Process process =
                start(
                        command -> command.redirectOutput(new File("/dev/full")),
                        List.of(),
                        Main.class,
                        "--help");
        assertThat(ended(process))
                .isEqualTo(
                        new Result(
                                3,
                                "",
                                """
                                jbuild: error: cannot write to standard output: No space left on device
                                  look at where it leads to; what is there now is not all of it
                                """));
    }

    /** As {@code jbuild plan --model +all | head -1}. */
    @Test
    void answerThatNobodyReadsToItsEnd_0() throws Exception {
        Process process = start(Main.class, "--help");
        process.getInputStream().close();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void buildFileThatFillsTheMemory_2_withItsPlace() throws Exception {
        Files.writeString(
                folder.resolve("jbuild.groovy"),
                """
                jbuild '1'
                String text = 'a'
                while (true) {
                    text = text + text
                }
                """);
        assertThat(ended(start(List.of("-Xmx128m"), Main.class, "ls")))
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                """
                                jbuild: error: jbuild.groovy:4:5: the build file needs too much memory
                                    |
                                  4 |     text = text + text
                                    |     ^^^^^^^^^^^^^^^^^^
                                  a build file only describes what to do: leave work to the steps of a target
                                """));
    }

    @Test
    void model_ofEqualBuildFiles_isEqual_whateverTheProcess() throws Exception {
        Files.writeString(
                folder.resolve("jbuild.groovy"),
                """
                jbuild '1'
                ['i', 'ii', 'iii', 'iv'].toSet().each { name ->
                    target("t-${name.toUpperCase()}") {
                        from 'alpine:3.20'
                        env((1..9).collectEntries { ["K${it * 7919 % 31}", name] })
                        label((1..9).collectEntries { ["k${it}", "${it / 7}"] })
                        run "echo ${[b: 1, a: [2, 3]].toMapString()}"
                    }
                }
                target('all') { build(['+t-I', '+t-II', '+t-III', '+t-IV']) }
                """);
        String[] plan = {"plan", "--model", "+all"};
        Result one = ended(start(List.of("-Duser.timezone=UTC"), Main.class, plan));
        Result other =
                ended(
                        start(
                                List.of(
                                        "-Duser.language=tr",
                                        "-Duser.timezone=Asia/Tokyo",
                                        "-XX:+UnlockExperimentalVMOptions",
                                        "-XX:hashCode=2"),
                                Main.class,
                                plan));
        assertThat(one.err()).isEmpty();
        assertThat(one.out()).contains("\"+t-III\"");
        assertThat(other).isEqualTo(one);
    }

    @Test
    void interrupted_buildThatGivesIn_130() throws Exception {
        Process process = start(EndlessBuild.class, "polite", "PT1H");
        interruptOnceReady(process);
        assertThat(process.waitFor()).isEqualTo(130);
    }

    @Test
    void interrupted_buildThatHangs_130AfterTheMomentOfGrace() throws Exception {
        Process process = start(EndlessBuild.class, "stubborn", "PT1S");
        interruptOnceReady(process);
        assertThat(process.waitFor()).isEqualTo(130);
    }

    @Test
    void interruptedTwice_130AtOnce() throws Exception {
        Process process = start(EndlessBuild.class, "stubborn", "PT1H");
        interruptOnceReady(process);
        // A signal that comes before the first was taken in would be lost: one more does no harm.
        do {
            process.destroy();
        } while (!process.waitFor(100, TimeUnit.MILLISECONDS));
        assertThat(process.exitValue()).isEqualTo(130);
    }

    private static void interruptOnceReady(Process process) throws Exception {
        assertThat(process.getInputStream().read()).isEqualTo('r');
        Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
