package dev.jbuild.front.standby;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A process is seen from outside as it sees itself. */
class CallerTest {
    @TempDir Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    /** A shell that waits, with exactly these variables. */
    private Caller start(Map<String, String> environment, String setting) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", setting + "; echo; read -r _; exit")
                        .directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        return Caller.of(Path.of("/proc", String.valueOf(process.pid())));
    }

    @Test
    void workingFolder_isTheRealOne() throws Exception {
        assertThat(start(Map.of(), ":").workingFolder()).isEqualTo(folder.toRealPath());
    }

    @Test
    void environment_isThatOfTheProcess_butForWhatShellsChange() throws Exception {
        Map<String, String> given =
                Map.of("A", "größe = 1\n2", "EMPTY", "", "SHLVL", "3", "PATH", "/usr/bin:/bin");
        Map<String, String> seen = new TreeMap<>(start(given, ":").environment());
        for (String name : List.of("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES")) {
            assertThat(seen.remove(name)).as(name).isNotNull().isNotEqualTo(given.get(name));
        }
        assertThat(seen)
                .isEqualTo(Map.of("A", "größe = 1\n2", "EMPTY", "", "PATH", "/usr/bin:/bin"));
    }

    @Test
    void circumstances_areThoseOfThisProcess_whereNothingIsChanged() throws Exception {
        assertThat(start(System.getenv(), ":").circumstances("jbuild")).isEqualTo(own());
    }

    @Test
    void circumstances_countWithoutTheLimitThatEachJvmRaises() throws Exception {
        assertThat(start(System.getenv(), "ulimit -S -n 100").circumstances("jbuild"))
                .isEqualTo(own());
        assertThat(start(System.getenv(), "ulimit -n 100").circumstances("jbuild"))
                .isNotEqualTo(own());
    }

    /** Bash ignores one of them, whatever it was told. */
    @Test
    void circumstances_countWithoutSignalsThatEachJvmHandles() throws Exception {
        assertThat(start(System.getenv(), "trap '' QUIT PIPE XFSZ").circumstances("jbuild"))
                .isEqualTo(own());
        assertThat(start(System.getenv(), "trap '' USR1").circumstances("jbuild"))
                .isNotEqualTo(own());
    }

    @Test
    void otherFolderOrVariable_otherCircumstances() throws Exception {
        assertThat(start(Map.of("A", "b"), ":").circumstances("jbuild")).isNotEqualTo(own());
        Files.createDirectory(folder.resolve("below"));
        assertThat(start(System.getenv(), "cd below").circumstances("jbuild")).isNotEqualTo(own());
    }

    private Circumstances own() throws Exception {
        return Circumstances.of(
                Path.of("/proc/self"), folder.toRealPath(), System.getenv(), "jbuild");
    }
}
