package dev.jbuild.front.standby;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each of them makes a difference. */
class CircumstancesTest {
    private static final Path SELF = Path.of("/proc/self");

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/bin", "SHLVL", "1");

    @TempDir Path folder;

    private Circumstances here(Path workingFolder, Map<String, String> environment, String program)
            throws Exception {
        return Circumstances.of(SELF, workingFolder, environment, program);
    }

    @Test
    void sameProcess_sameCircumstances() throws Exception {
        assertThat(here(folder, ENVIRONMENT, "jbuild"))
                .isEqualTo(here(folder, ENVIRONMENT, "jbuild"));
    }

    @Test
    void variables_count_butThoseThatEachCommandHas() throws Exception {
        Circumstances usual = here(folder, ENVIRONMENT, "jbuild");
        assertThat(here(folder, Map.of("PATH", "/bin", "SHLVL", "2", "_", "x"), "jbuild"))
                .isEqualTo(usual);
        assertThat(here(folder, Map.of("PATH", "/bin:"), "jbuild")).isNotEqualTo(usual);
        assertThat(here(folder, Map.of("PATH", "/bin", "A", ""), "jbuild")).isNotEqualTo(usual);
        assertThat(here(folder, Map.of(), "jbuild")).isNotEqualTo(usual);
    }

    @Test
    void programAndFolder_count() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Circumstances usual = here(first, ENVIRONMENT, "jbuild");
        assertThat(here(first, ENVIRONMENT, "another")).isNotEqualTo(usual);
        assertThat(here(folder, ENVIRONMENT, "jbuild")).isNotEqualTo(usual);
        // The new one is there before the old one goes, so that it cannot have its number.
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.delete(first);
        Files.move(second, first);
        assertThat(here(first, ENVIRONMENT, "jbuild")).isNotEqualTo(usual);
    }

    /** What a shell can change for the programs that it starts. */
    @ParameterizedTest
    @ValueSource(strings = {"umask 0007", "ulimit -n 512", "ulimit -c 0 -f 12345", "trap '' HUP"})
    void whatTheShellSets_counts(String setting) throws Exception {
        assertThat(of(setting)).isNotEqualTo(of(":")).isNotEmpty();
        assertThat(of(":")).isEqualTo(of(":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nice -n 5",
                "taskset 1",
                "setpriv --no-new-privs",
                "setpriv --groups 12345",
                "unshare --net",
                "unshare --mount"
            })
    void howItIsStarted_counts(String by) throws Exception {
        assertThat(of(by, ":")).isNotEqualTo(of(":")).isNotEmpty();
    }

    private String of(String setting) throws Exception {
        return of("", setting);
    }

    /** Those of a process that is started in a certain way. */
    private String of(String by, String setting) throws Exception {
        // Whoever runs the tests may have signals ignored, as nohup does.
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal"));
        if (!by.isEmpty()) {
            command.addAll(List.of(by.split(" ")));
        }
        command.addAll(List.of("sh", "-c", setting + "; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Told.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** A process that tells its circumstances. */
    static final class Told {
        private Told() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Files.writeString(
                    Path.of("/dev/stdout"), Circumstances.of(SELF, folder, Map.of(), "").text());
        }
    }
}
