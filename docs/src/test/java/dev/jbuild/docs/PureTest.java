package dev.jbuild.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A build file that uses all that the reference shows is the same in every process. */
class PureTest {
    /** Another language, another time, and other addresses of objects. */
    private static final String ELSEWHERE =
            "-Duser.language=tr -Duser.timezone=Asia/Tokyo -XX:+UnlockExperimentalVMOptions"
                    + " -XX:hashCode=2";

    @TempDir Path folder;

    @Test
    void model_isTheSameBytes_inAnotherProcessAndPlace() throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("jbuild.groovy"), everything());

        String here = model(project, "here", "");

        assertThat(KeysPageTest.steps())
                .allSatisfy(step -> assertThat(here).contains("\"kind\": \"" + step + "\""));
        assertThat(model(project, "elsewhere", ELSEWHERE)).isEqualTo(here);
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
    private String model(Path project, String state, String javaOptions)
            throws IOException, InterruptedException {
        String distribution = Objects.requireNonNull(System.getProperty("jbuild.distribution"));
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(distribution, "bin", "jbuild").toString(),
                                        "plan",
                                        "--model",
                                        "+all"))
                        .directory(project.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JBUILD_HOME", folder.resolve(state).toString());
        builder.environment().put("JBUILD_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JBUILD_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        process.getOutputStream().close();
        String model = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return model;
    }
}
