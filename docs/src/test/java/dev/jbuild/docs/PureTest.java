package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A build file that uses all that the reference shows is the same in every process. */
class PureTest {
    /** Another language, time and default charset, and other addresses of objects. */
    private static final String OTHER_JAVA =
            "-Duser.language=tr -Duser.timezone=Asia/Tokyo -Dfile.encoding=ISO-8859-1"
                    + " -XX:+UnlockExperimentalVMOptions -XX:hashCode=2";

    /** Another machine, as far as a process can tell. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "LC_ALL", "tr_TR.ISO-8859-9",
                    "TZ", "Asia/Tokyo",
                    "HOME", "/nonexistent",
                    "USER", "somebody",
                    "JBUILD_JAVA_OPTS", OTHER_JAVA);

    @TempDir Path folder;

    @Test
    void model_isTheSameBytes_inAnotherProcessAndPlace() throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("jbuild.groovy"), everything());

        String here = here(project);

        assertThat(KeysPageTest.steps())
                .allSatisfy(step -> assertThat(here).contains("\"kind\": \"" + step + "\""));
        assertThat(elsewhere(project)).isEqualTo(here);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "echo", "release", "shop", "static-site"})
    void modelOfAnExample_isTheSameBytes_inAnotherProcessAndPlace(String example) throws Exception {
        Path project = Page.ROOT.resolve(example.isEmpty() ? "" : "examples/" + example);
        String here = here(project);
        assertThat(here).contains("\"target\": \"+all\"");
        assertThat(elsewhere(project)).isEqualTo(here);
    }

    private String here(Path project) throws Exception {
        return model(
                List.of("sh", "-c", "umask 022; exec \"$@\"", "sh"), project, Map.of(), "here");
    }

    private String elsewhere(Path project) throws Exception {
        List<String> shell = List.of("sh", "-c", "umask 077; cd /; exec \"$@\"", "sh");
        return model(shell, project, ELSEWHERE, "elsewhere");
    }

    private static String everything() {
        return Page.read("docs/reference.md").blocks().stream()
                .filter(block -> block.isMarked("in a target"))
                .map(Block::text)
                .collect(
                        Collectors.joining(
                                "",
                                """
                                jbuild '1'

                                target('other') {
                                    from 'scratch'
                                    artifact '/'
                                }

                                target('all') {
                                    from 'debian:bookworm-slim'
                                    needs '+other'
                                    copy '+other/', into: '/other'
                                    image 'example.org/all:dev', push: true
                                    build '+other', platforms: ['linux/amd64', 'linux/arm64']
                                    label(['b', 'a'].toSet().collectEntries { [it, it] })
                                """,
                                "}\n"));
    }

    /** With a cache of its own, so that it is evaluated. */
    private String model(
            List<String> shell, Path project, Map<String, String> environment, String state)
            throws IOException, InterruptedException {
        String distribution = Objects.requireNonNull(System.getProperty("jbuild.distribution"));
        List<String> command = new ArrayList<>(shell);
        command.add(Path.of(distribution, "bin", "jbuild").toAbsolutePath().toString());
        command.addAll(List.of("plan", "--model", "-C", project.toString(), "+all"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JBUILD_HOME", folder.resolve(state).toString());
        builder.environment().put("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String model = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return model;
    }
}
