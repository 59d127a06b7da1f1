package dev.jbuild.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.RunOptions.Access;
import dev.jbuild.model.RunOptions.Attempts;
import dev.jbuild.model.RunOptions.Network;
import dev.jbuild.model.RunOptions.Secret;
import dev.jbuild.model.RunOptions.Setting;
import dev.jbuild.model.RunOptions.When;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class RunWordTest {
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    @TempDir Path folder;

    private RunOptions options(String options) throws Exception {
        ProjectFolder project =
                new ProjectFolder(folder)
                        .says("target('x') { from 'alpine'; run " + options + " }");
        return ((Step.Run) project.steps("x").getLast()).options();
    }

    @Test
    void run_withEveryOption() throws Exception {
        String all =
                """
                'make', env: [A: 1, B: 'two'], user: 'app', workdir: 'sub', tmpfs: ['/a', '/b'],
                    secrets: [TOKEN: 'npm-token', '/root/.npmrc': 'npmrc'], ssh: true,
                    network: 'host', privileged: true, timeout: '1h30m', retries: 3, noCache: true\
                """;

        assertThat(options(all))
                .isEqualTo(
                        new RunOptions(
                                new Setting(
                                        new LinkedHashMap<>(Map.of("A", "1", "B", "two")),
                                        Optional.of("app"),
                                        Optional.of("sub"),
                                        List.of("/a", "/b"),
                                        List.of()),
                                new Access(
                                        List.of(
                                                new Secret.Variable("TOKEN", "npm-token"),
                                                new Secret.File("/root/.npmrc", "npmrc")),
                                        true,
                                        Network.HOST,
                                        true),
                                new Attempts(Optional.of(Duration.ofMinutes(90)), 3),
                                When.ALWAYS));
    }

    @Test
    void run_withoutOptions_hasDefaults() throws Exception {
        assertThat(options("'make'")).isEqualTo(RunOptions.DEFAULT);
        assertThat(options("(['make'])")).isEqualTo(RunOptions.DEFAULT);
        assertThat(options("'make', ssh: false, noCache: false, retries: 0"))
                .isEqualTo(RunOptions.DEFAULT);
    }

    @Test
    void run_mounts_areFilesOfTheProjectAndArtifacts() throws Exception {
        ProjectFolder project =
                new ProjectFolder(folder)
                        .says(
                                """
                                target('deps') {
                                    platform 'linux/arm64'
                                    from 'alpine'
                                    artifact '/out'
                                }
                                target('x') {
                                    from 'alpine'
                                    run 'make', mounts: ['/src': 'front/*.c', deps: '+deps/out/lib']
                                }
                                """);
        Step.Run run = (Step.Run) project.steps("x").getLast();

        assertThat(run.mounts())
                .extracting(Step.Copy::into, Step.Copy::source)
                .containsExactly(
                        tuple("/src", new CopySource.Context("", List.of("front/*.c"))),
                        tuple(
                                "deps",
                                // Of the platform that the target chose.
                                new CopySource.Artifact(
                                        new RecipeId(new TargetRef("", "deps"), ARM64),
                                        "out/lib")));
    }

    @Test
    void run_secretsAsList_areVariablesOfTheSameName() throws Exception {
        assertThat(options("(['make'], secrets: ['A', 'B'])").access().secrets())
                .containsExactly(new Secret.Variable("A", "A"), new Secret.Variable("B", "B"));
    }

    @Test
    void tmpfs_secret_ssh_areForTheRunsThatFollow() throws Exception {
        ProjectFolder project =
                new ProjectFolder(folder)
                        .says(
                                """
                                target('x') {
                                    from 'alpine'
                                    run 'before'
                                    tmpfs '/a'
                                    secret 'TOKEN', 'OTHER'
                                    secret '/root/.npmrc': 'npmrc'
                                    ssh()
                                    run 'all'
                                    run 'more', tmpfs: ['/a', '/b'], secrets: [TOKEN: 'own']
                                }
                                """);
        List<RunOptions> runs =
                project.steps("x").stream()
                        .filter(Step.Run.class::isInstance)
                        .map(step -> ((Step.Run) step).options())
                        .toList();

        assertThat(runs.get(0)).isEqualTo(RunOptions.DEFAULT);
        assertThat(runs.get(1).setting().tmpfs()).containsExactly("/a");
        assertThat(runs.get(1).access())
                .isEqualTo(
                        new Access(
                                List.of(
                                        new Secret.Variable("TOKEN", "TOKEN"),
                                        new Secret.Variable("OTHER", "OTHER"),
                                        new Secret.File("/root/.npmrc", "npmrc")),
                                true,
                                Network.ENGINE,
                                false));
        assertThat(runs.get(2).setting().tmpfs()).containsExactly("/a", "/b");
        assertThat(runs.get(2).access().secrets())
                .contains(new Secret.Variable("TOKEN", "own"))
                .doesNotContain(new Secret.Variable("TOKEN", "TOKEN"))
                .hasSize(3);
    }

    @Test
    void run_cacheKey_isAVariable() throws Exception {
        assertThat(options("'make', cacheKey: ['a', 2]").setting().env())
                .containsExactly(Map.entry("JBUILD_CACHE_KEY", "a 2"));
    }

    /** In values, only what follows a backslash stands for itself. */
    @Test
    void run_cacheKey_isNotExpanded() throws Exception {
        assertThat(options("'make', cacheKey: 'a $B ${C} \\\\$D'").setting().env())
                .containsExactly(Map.entry("JBUILD_CACHE_KEY", "a \\$B \\${C} \\\\$D"));
    }

    @Test
    void run_network_pushOnly_shortForms() throws Exception {
        assertThat(options("'make', network: 'none'").access().network()).isEqualTo(Network.NONE);
        assertThat(options("'make', pushOnly: true").when()).isEqualTo(When.ON_PUSH);
        assertThat(options("'make', tmpfs: '/t'").setting().tmpfs()).containsExactly("/t");
        assertThat(options("'make', timeout: '90s'").attempts().timeout())
                .contains(Duration.ofSeconds(90));
    }
}
