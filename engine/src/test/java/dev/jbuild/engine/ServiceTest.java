package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.run.Forks;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.ServiceChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

@Tag("engine")
class ServiceTest {
    /** No other test has a service of this name. */
    private static final String WEB = "web-" + NONCE.substring(0, 8);

    /** Answers each request with a greeting and how many it has had; ends after {@code LAST}. */
    private static final String SERVER =
            """
            use IO::Socket::INET;
            $| = 1;
            my $s = IO::Socket::INET->new(
                LocalAddr => $ENV{ADDRESS} // '0.0.0.0', LocalPort => $ENV{PORT}, Listen => 9);
            print "listening at $ENV{PORT}\\n";
            while (my $c = $s->accept) {
                my $line = <$c>;
                print "asked $line";
                print $c "HTTP/1.0 200 OK\\r\\n\\r\\n$ENV{GREETING} " . ++$n . " " . `uname -m`;
                close $c;
                exit 7 if defined $ENV{LAST} && $n == $ENV{LAST};
            }
            """;

    @TempDir Path folder;

    private BuildChecker checker;

    @BeforeEach
    void makeChecker() throws IOException {
        checker = new BuildChecker(folder.resolve("checker")).inTheEngine();
    }

    @AfterEach
    void assertNothingIsLeft() throws Exception {
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            assertThat(engine.containers().labelled("dev.jbuild.service", WEB)).isEmpty();
        }
        Path marks = checker.cacheFolder().resolve("state/services");
        if (Files.exists(marks)) {
            assertThat(marks).isEmptyDirectory();
        }
    }

    private static ServiceChange server(String name, int port) {
        return new ServiceChange(name)
                .command("perl", "-e", SERVER)
                .env("PORT", Integer.toString(port))
                .env("GREETING", "hello from " + name)
                .ready(new Ready.Tcp(port));
    }

    /** Asks a server and prints what it says. */
    private static String ask(String host, int port) {
        return "exec 3<>/dev/tcp/%s/%d; echo GET >&3; tail -n1 <&3;".formatted(host, port);
    }

    @CanIgnoreReturnValue
    private static TestRecipe bash(TestRecipe recipe, String script) {
        return recipe.runArgv("bash", "-ec", ": " + NONCE + "; " + script);
    }

    private static StepFailure failure(Checked built) {
        assertThat(built.report().failures()).hasSize(1);
        return built.report().failures().getFirst();
    }

    private static Project onlyTarget(ServiceChange service, String script) {
        return new TestProject()
                .target("t", t -> bash(t.from(BASE).service(service), script))
                .goals("t");
    }

    @Test
    void run_findsItsServices_andNoOtherRunTheSame() throws Exception {
        ServiceChange web =
                new ServiceChange(WEB)
                        .target("server")
                        .env("GREETING", "hello")
                        .ready(new Ready.Http(8080, "/well"));
        ServiceChange api =
                server("api", 81)
                        .alias("rest")
                        .user("65534")
                        .tmpfs("/memory")
                        .ready(
                                new Ready.Succeeds(
                                        new Step.Command.Argv(
                                                List.of(
                                                        "bash",
                                                        "-ec",
                                                        "[ $(id -u) = 65534 ];"
                                                                + " [ $(stat -fc %T /memory) = tmpfs"
                                                                + " ]; exec 3<>/dev/tcp/"
                                                                + WEB
                                                                + "/8080"))));
        ServiceChange well = new ServiceChange("well").target("server").ready(new Ready.Health());
        String script = ask(WEB, 8080) + ask("rest", 81) + ask("api", 81) + ask("well", 8080);
        Project project =
                new TestProject()
                        .target(
                                "server",
                                t ->
                                        t.from(BASE)
                                                .env("PORT", "8080")
                                                .step(
                                                        new Step.Entrypoint(
                                                                List.of("perl", "-e", SERVER),
                                                                t.span()))
                                                .step(
                                                        new Step.Healthcheck(
                                                                Optional.of(
                                                                        new Step.Command.Script(
                                                                                "test -d /proc")),
                                                                Optional.empty(),
                                                                Optional.empty(),
                                                                Optional.empty(),
                                                                0,
                                                                t.span())))
                        .target(
                                "t",
                                t -> {
                                    t.from(BASE).service(web).service(api).service(well);
                                    bash(t, "echo first;" + script);
                                    bash(t, "echo second;" + script);
                                })
                        .goals("t");

        Checked built = checker.build(project);

        assertThat(built.report().succeeded()).as(built.events().toString()).isTrue();
        List<String> said =
                List.of("hello 3 x86_64", "hello from api 1 x86_64", "hello from api 2 x86_64");
        List<String> output = built.output();
        assertThat(output).contains("waiting for " + WEB, "waiting for api", "waiting for well");
        assertThat(output.subList(output.indexOf("first"), output.size())).containsAll(said);
        assertThat(output.subList(output.indexOf("second"), output.size())).containsAll(said);
        assertThat(checker.locked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"begun", "waiting for"})
    void engine_thatIsAwayForAWhile_hasNothingLeftInTheEnd(String moment) throws Exception {
        AtomicReference<Forwarder> engine =
                new AtomicReference<>(new Forwarder(EngineUnderTest.socket()));
        checker.environment("DOCKER_HOST", "tcp://" + engine.get().name());
        AtomicBoolean away = new AtomicBoolean();
        AtomicBoolean back = new AtomicBoolean();

        Checked built =
                checker.build(
                        onlyTarget(
                                server(WEB, 80),
                                ": " + moment + "; echo begun; sleep 1; " + ask(WEB, 80)),
                        event -> {
                            try {
                                if (event instanceof BuildEvent.StepOutput output
                                        && output.line().startsWith(moment)
                                        && !away.getAndSet(true)) {
                                    engine.get().stop();
                                }
                                if (event instanceof BuildEvent.Notice(String text)
                                        && text.contains("trying again")
                                        && !back.getAndSet(true)) {
                                    engine.set(engine.get().again());
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });

        engine.get().close();
        assertThat(built.report().succeeded()).as(built.events().toString()).isTrue();
        assertThat(back).isTrue();
    }

    @Test
    void service_isStartedOnlyForAStepThatRuns() throws Exception {
        ServiceChange service = server(WEB, 80);
        assertThat(checker.build(onlyTarget(service, ask(WEB, 80))).output())
                .contains("hello from " + WEB + " 1 x86_64");

        // Nothing changed.
        Checked reused = checker.build(onlyTarget(service, ask(WEB, 80)));
        assertThat(reused.askedEngine()).isFalse();
        // Only the engine remembers.
        Checked cached =
                new BuildChecker(folder.resolve("other"))
                        .inTheEngine()
                        .build(onlyTarget(service, ask(WEB, 80)));
        assertThat(cached.ran()).containsExactly("t");
        assertThat(cached.output()).doesNotContain("waiting for " + WEB);
        // The same step beside another service.
        service.env("GREETING", "bonjour from");
        assertThat(checker.build(onlyTarget(service, ask(WEB, 80))).output())
                .contains("waiting for " + WEB, "bonjour from 1 x86_64");
    }

    @Test
    void step_whenItFails_isToldWithWhatItsServicesSay() throws Exception {
        checker.secret("token", "s3cret-value");
        ServiceChange chatty = server(WEB, 80);
        Project project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .service(chatty)
                                                .run(
                                                        "bash -c 'echo GET s3cret-value"
                                                                + " >/dev/tcp/"
                                                                + WEB
                                                                + "/80'; until bash -c '"
                                                                + ask(WEB, 80)
                                                                + "'; do :; done; exit 5 # "
                                                                + NONCE,
                                                        new RunChange()
                                                                .secret(
                                                                        new dev.jbuild.model
                                                                                .RunOptions.Secret
                                                                                .File(
                                                                                "/t", "token"))
                                                                .options()))
                        .goals("t");

        StepFailure failed = failure(checker.build(project));

        assertThat(failed.exitCode()).hasValue(5);
        assertThat(failed.output())
                .contains(
                        WEB + " | listening at 80", WEB + " | asked GET ***", WEB + " | asked GET")
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void visitorAtTheEnd_findsTheServicesOfTheTarget() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        BuildReport built =
                checker.visitEnd(
                        onlyTarget(server(WEB, 80), ask(WEB, 80)),
                        room ->
                                assertThat(
                                                room.start(
                                                                List.of("bash", "-c", ask(WEB, 80)),
                                                                said,
                                                                said)
                                                        .await())
                                        .isZero());

        assertThat(built.succeeded()).isTrue();
        // It has its own, which nobody has asked before.
        assertThat(said).hasToString("hello from " + WEB + " 1 x86_64\n");
    }

    @Test
    void service_thatEndsBeforeItsStep_isTold() throws Exception {
        ServiceChange mortal = server(WEB, 80).env("LAST", "1");
        String script = ask(WEB, 80) + "while bash -c ': >/dev/tcp/" + WEB + "/80'; do :; done";

        StepFailure failed = failure(checker.build(onlyTarget(mortal, script + "; exit 1")));

        assertThat(failed.output())
                .containsSubsequence(
                        "service `" + WEB + "` had ended with exit code 7",
                        WEB + " | listening at 80",
                        WEB + " | asked GET");
    }

    @Test
    void service_thatIsNotReady_failsTheStep() throws Exception {
        // Long enough for the server to have said something on a busy machine.
        Duration soon = Duration.ofSeconds(4);
        assertRefused(
                server(WEB, 80).ready(new Ready.Tcp(81)).timeout(soon),
                "service `%s` was not ready within 4s: nothing listens at port 81 for others than"
                        + " itself",
                WEB + " | listening at 80");
        assertRefused(
                server(WEB, 80).env("ADDRESS", "127.0.0.1").timeout(soon),
                "service `%s` was not ready within 4s: nothing listens at port 80 for others than"
                        + " itself",
                WEB + " | listening at 80");
        assertRefused(
                server(WEB, 80).ready(new Ready.Http(81, "/")).timeout(soon),
                "service `%s` was not ready within 4s: a request for port 81 and `/` did not"
                        + " succeed",
                WEB + " | listening at 80");
        assertRefused(
                server(WEB, 80)
                        .ready(
                                new Ready.Succeeds(
                                        new Step.Command.Script("echo no such database; exit 2")))
                        .timeout(soon),
                "service `%s` was not ready within 4s: the program that tells whether it is ready"
                        + " did not succeed",
                WEB + " | listening at 80",
                WEB + " ready: | no such database");
        assertRefused(
                server(WEB, 80)
                        .ready(
                                new Ready.Succeeds(
                                        new Step.Command.Script("echo connecting; sleep 1000")))
                        .timeout(soon),
                "service `%s` was not ready within 4s: what finds that out does not come to an end",
                WEB + " ready: | connecting");
        assertRefused(
                new ServiceChange(WEB)
                        .ready(new Ready.Tcp(80))
                        .command("sh", "-c", "echo no; exit 4"),
                "service `%s` ended with exit code 4",
                WEB + " | no");
        assertRefused(
                server(WEB, 80).ready(new Ready.Health()),
                "service `%s` cannot tell whether it is ready: its image has no health check");
        assertRefused(
                server(WEB, 80)
                        .ready(new Ready.Succeeds(new Step.Command.Argv(List.of("pg_isready")))),
                "service `%s` cannot tell whether it is ready: the program that tells whether it is"
                        + " ready is missing");
    }

    private void assertRefused(ServiceChange service, String message, String... log)
            throws Exception {
        StepFailure failed = failure(checker.build(onlyTarget(service, "echo never")));

        assertThat(failed.message()).isEqualTo(message.formatted(WEB));
        assertThat(failed.command()).startsWith("service " + WEB + " of ");
        // Not the way into a step that was never there.
        assertThat(failed.cure()).isPresent();
        assertThat(failed.output()).containsAll(List.of(log)).doesNotContain("never");
    }

    @Test
    void service_thatCannotBeStarted_failsTheStep() throws Exception {
        ServiceChange service = new ServiceChange(WEB).command("nothing-there");

        assertThat(failure(checker.build(onlyTarget(service, "echo never"))).message())
                .startsWith("service `" + WEB + "` cannot be started: ")
                .contains("exec: \"nothing-there\": executable file not found in $PATH")
                .doesNotContain("Status");
    }

    /** Both run the same beside the same, so that nothing tells them apart but their files. */
    @Test
    void services_ofStepsAndBuildsAtTheSameTime_areApart() throws Exception {
        String script = "sleep 0.5;" + ask(WEB, 80) + " cat /which";
        TestProject project = new TestProject();
        for (String name : List.of("a", "b")) {
            project.target(
                    name,
                    t ->
                            bash(
                                    t.from(BASE)
                                            .run("echo " + name + " > /which")
                                            .service(server(WEB, 80)),
                                    script));
        }
        BuildChecker other = new BuildChecker(folder.resolve("other")).inTheEngine();
        Stream<Callable<Checked>> builds =
                Stream.of(checker, other)
                        .map(builder -> () -> builder.build(project.goals("a", "b")));

        for (Checked built : Forks.all(builds.toList())) {
            assertThat(built.report().succeeded()).as(built.events().toString()).isTrue();
            assertThat(built.output())
                    .filteredOn(line -> line.startsWith("hello"))
                    .containsOnly("hello from " + WEB + " 1 x86_64");
        }
    }

    @Test
    void step_thatIsEmulated_hasServicesThatAreNot() throws Exception {
        Platform emulated = ARM64;
        Project project =
                new TestProject()
                        .target(
                                "t",
                                emulated,
                                t ->
                                        bash(
                                                t.from(BASE)
                                                        .service(server(WEB, 80).platform(AMD64)),
                                                "uname -m; " + ask(WEB, 80)))
                        .goals(id("t", emulated));

        assertThat(checker.build(project).output())
                .contains("aarch64", "hello from " + WEB + " 1 x86_64");
    }

    /** A real one: its image is made by a target, and it has users, a volume, and a slow start. */
    @Test
    void step_usesPostgres() throws Exception {
        String install =
                "apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -qy"
                        + " --no-install-recommends postgresql-15 >/dev/null";
        String start =
                "PATH=/usr/lib/postgresql/15/bin:$PATH; initdb -A trust /data >/dev/null && exec"
                        + " postgres -D /data -c listen_addresses='*' -c"
                        + " hba_file=/etc/hba.conf -k /tmp";
        Project project =
                new TestProject()
                        .target(
                                "postgres",
                                t ->
                                        t.from(BASE)
                                                .run(install)
                                                .run(
                                                        "mkdir /data; chown postgres /data; echo 'host"
                                                                + " all all all trust' >"
                                                                + " /etc/hba.conf")
                                                .user("postgres")
                                                .step(
                                                        new Step.Entrypoint(
                                                                List.of("sh", "-c", start),
                                                                t.span())))
                        .target(
                                "t",
                                t ->
                                        bash(
                                                t.fromTarget("postgres")
                                                        .service(
                                                                new ServiceChange(WEB)
                                                                        .target("postgres")
                                                                        .ready(
                                                                                new Ready.Tcp(
                                                                                        5432))),
                                                "psql -h %s -U postgres -Atc 'select 6*7'"
                                                        .formatted(WEB)))
                        .goals("t");

        assertThat(checker.build(project).output()).contains("42");
    }
}
