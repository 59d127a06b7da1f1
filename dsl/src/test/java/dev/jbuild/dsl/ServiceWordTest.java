package dev.jbuild.dsl;

import static dev.jbuild.dsl.ProjectFolder.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.ServiceOptions;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.ServiceOptions.Setting;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class ServiceWordTest {
    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    @TempDir Path folder;

    /** The service of a target for linux/arm64, which is not the native platform. */
    private Step.Service service(String written) throws Exception {
        ProjectFolder project =
                new ProjectFolder(folder)
                        .says(
                                """
                                target('image') {
                                    String version = arg('VERSION', default: '1')
                                    from 'postgres:15'
                                }
                                target('tool') {
                                    platform 'native'
                                    from 'postgres:15'
                                }
                                target('x') {
                                    from 'alpine'
                                """
                                        + "    service "
                                        + written
                                        + "\n}")
                        .platforms(ARM64);
        return (Step.Service) recipe(project.load("+x"), "x", ARM64).steps().getLast();
    }

    private Ready ready(String written) throws Exception {
        return service("'db', image: 'postgres:15', ready: " + written).options().ready();
    }

    @Test
    void service_withEveryOption() throws Exception {
        String all =
                """
                'db', image: '+image', args: [VERSION: '2'], env: [A: 1, B: 'two'],
                    cmd: ['postgres', '-c', 'fsync=off'], user: 'postgres', tmpfs: '/data',
                    aliases: ['pg', 'db.local'], ready: tcp(5432), timeout: '90s'\
                """;

        Step.Service service = service(all);

        assertThat(service.name()).isEqualTo("db");
        assertThat(service.base())
                .isEqualTo(
                        new Step.Base.Target(
                                new RecipeId(
                                        new TargetRef("", "image"),
                                        ARM64,
                                        new TreeMap<>(Map.of("VERSION", "2")))));
        assertThat(service.platform()).isEqualTo(ARM64);
        assertThat(service.options())
                .isEqualTo(
                        new ServiceOptions(
                                List.of("pg", "db.local"),
                                new Setting(
                                        new LinkedHashMap<>(Map.of("A", "1", "B", "two")),
                                        List.of("postgres", "-c", "fsync=off"),
                                        Optional.of("postgres"),
                                        List.of("/data")),
                                new Ready.Tcp(5432),
                                Duration.ofSeconds(90)));
    }

    @Test
    void service_ofAnImage_runsNatively() throws Exception {
        Step.Service service = service("'db', image: 'postgres:15'");

        assertThat(service.base()).isEqualTo(new Step.Base.Image(ImageName.parse("postgres:15")));
        assertThat(service.platform()).isEqualTo(AMD64);
        assertThat(service.options())
                .isEqualTo(
                        new ServiceOptions(
                                List.of(),
                                new Setting(
                                        new LinkedHashMap<>(),
                                        List.of(),
                                        Optional.empty(),
                                        List.of()),
                                new Ready.Started(),
                                Duration.ofMinutes(1)));
    }

    @Test
    void service_platform_isThatOfTheTargetOrTheOption() throws Exception {
        assertThat(service("'db', image: '+image', platform: 'native'").platform())
                .isEqualTo(AMD64);
        assertThat(service("'db', image: 'postgres:15', platform: 'linux/arm64'").platform())
                .isEqualTo(ARM64);
        // The target chooses its own.
        assertThat(service("'db', image: '+tool'").platform()).isEqualTo(AMD64);
    }

    @Test
    void ready_inEveryForm() throws Exception {
        assertThat(ready("http(8080)")).isEqualTo(new Ready.Http(8080, "/"));
        assertThat(ready("http(8080, '/health?deep=1')"))
                .isEqualTo(new Ready.Http(8080, "/health?deep=1"));
        assertThat(ready("health()")).isEqualTo(new Ready.Health());
        assertThat(ready("'pg_isready -q'"))
                .isEqualTo(new Ready.Succeeds(new Step.Command.Script("pg_isready -q")));
        assertThat(ready("['pg_isready', '-q']"))
                .isEqualTo(new Ready.Succeeds(new Step.Command.Argv(List.of("pg_isready", "-q"))));
    }
}
