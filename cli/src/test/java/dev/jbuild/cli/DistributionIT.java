package dev.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.dsl.script.BuildScript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What users get: the launcher and its jars. */
@Timeout(60)
class DistributionIT {
    private static final Path LAUNCHER = Path.of("target/jbuild/bin/jbuild").toAbsolutePath();

    @TempDir Path folder;

    private record Result(int exitCode, String out, String err) {}

    private Result run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    @Test
    void version_throughSymlinks_fromAnywhere() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("real"), LAUNCHER);
        Path link = Files.createSymbolicLink(bin.resolve("link"), Path.of("real"));
        Result result = run(link, Map.of(), "--version");
        assertThat(result.out()).matches("jbuild [0-9].*, Java 25\\..*\\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void arguments_reachJbuildUnchanged_whateverTheLocale() throws Exception {
        Result result = run(LAUNCHER, Map.of("LC_ALL", "C"), "größe", "a b", "*");
        assertThat(result.err()).contains("`größe` is neither a target nor a command");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    /** As some supervisors leave it. Java would open its own files in that place. */
    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void streamThatIsClosed_isOpenForJava(String closed) throws Exception {
        Path java = Files.createDirectories(folder.resolve("java"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path seen = folder.resolve("seen");
        program(
                Files.createDirectory(java.resolve("bin")).resolve("java"),
                "exec 9>'%s'; for fd in 0 1 2; do if [ -e /proc/$$/fd/$fd ]; then echo $fd >&9; fi; done"
                        .formatted(seen));
        Path caller =
                program(
                        folder.resolve("caller"),
                        "exec '%s' --version %s".formatted(LAUNCHER, closed));
        Result result = run(caller, Map.of("JBUILD_JAVA_HOME", java.toString()));
        assertThat(result).isEqualTo(new Result(0, "", ""));
        assertThat(seen).hasContent("0\n1\n2\n");
    }

    /** A shell passes on whatever it assigns to a variable that it was given. */
    @Test
    void variablesOfTheUser_reachJavaUnchanged() throws Exception {
        Path java = Files.createDirectories(folder.resolve("java"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path seen = folder.resolve("seen");
        program(
                Files.createDirectory(java.resolve("bin")).resolve("java"),
                "env >>'%s'; exit 86".formatted(seen));
        Map<String, String> given = new TreeMap<>();
        Matcher names = Pattern.compile("\\b[a-z_]+\\b").matcher(Files.readString(LAUNCHER));
        while (names.find()) {
            // All that are no word of the launcher's own.
            if (!names.group().startsWith("jb_")) {
                given.put(names.group(), "of the user");
            }
        }
        given.remove("_");
        Map<String, String> environment = new HashMap<>(given);
        environment.put("JBUILD_JAVA_HOME", java.toString());
        environment.put("JBUILD_STANDBY", "off");
        environment.put("LC_ALL", "C");
        run(LAUNCHER, environment, "+all");
        List<String> lines = Files.readAllLines(seen);
        given.forEach(
                (name, value) ->
                        // Of the front, and of the real program.
                        assertThat(lines).filteredOn((name + "=" + value)::equals).hasSize(2));
    }

    private static Path program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void noJava_3() throws Exception {
        Result result = run(LAUNCHER, Map.of("JBUILD_JAVA_HOME", "/nowhere"), "--version");
        assertThat(result.err())
                .isEqualTo("jbuild: error: JBUILD_JAVA_HOME is /nowhere, where no Java 25 is\n");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    /** A comment on a word is what an IDE shows of it. */
    @Test
    void distribution_hasTheSourceOfEveryWord_withWhatItDoes() throws Exception {
        Path sources = LAUNCHER.resolveSibling("../sources").normalize();
        List<Class<?>> groups =
                Arrays.stream(BuildScript.class.getDeclaredMethods())
                        .filter(method -> method.getName().endsWith("Words"))
                        .<Class<?>>map(Method::getReturnType)
                        .toList();
        assertThat(groups).hasSizeGreaterThan(5);
        for (Class<?> group : groups) {
            String source =
                    Files.readString(sources.resolve(group.getName().replace('.', '/') + ".java"));
            for (Method word : group.getDeclaredMethods()) {
                if (Modifier.isPublic(word.getModifiers())) {
                    assertThat(source)
                            .containsPattern(
                                    "    /// .+\\n(?:    @.+\\n)*    public [^\\n(]*\\b"
                                            + word.getName()
                                            + "\\(");
                }
            }
        }
    }

    /** Beside the caches for quick starts, which {@code dev/aot} makes. */
    @Test
    void distribution_holdsItsJarsAndNothingElse() throws Exception {
        assertThat(LAUNCHER.resolveSibling("../lib").normalize())
                .isDirectoryContaining("glob:**/jbuild.jar")
                .isDirectoryNotContaining("regex:.*(?<!\\.(jar|aot))");
    }
}
