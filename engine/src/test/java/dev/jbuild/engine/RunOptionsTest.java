package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.RunOptions.Network;
import dev.jbuild.model.RunOptions.Secret;
import dev.jbuild.model.RunOptions.When;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@Tag("engine")
class RunOptionsTest {
    @TempDir Path folder;

    private BuildChecker checker;

    @BeforeEach
    void makeChecker() throws IOException {
        checker = new BuildChecker(folder);
    }

    private static String nonce(String script) {
        return ": " + NONCE + "; " + script;
    }

    private Checked build(String script, RunChange change)
            throws BuildException, InterruptedException {
        return checker.build(
                new TestProject()
                        .target("t", t -> t.from(BASE).run(nonce(script), change.options()))
                        .goals("t"));
    }

    @Test
    void run_setting_isThatOfTheRunOnly() throws Exception {
        RunChange change =
                new RunChange()
                        .env("A", "$BASE_VALUE/1")
                        .user("1234:2345")
                        .workdir("deep")
                        .tmpfs("/scratch");
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .workdir("/w/deep")
                                                .workdir("/w")
                                                .env("BASE_VALUE", "b")
                                                .run(
                                                        nonce(
                                                                "echo run $A $PWD $(id -u):$(id -g);"
                                                                        + " stat -f -c %T /scratch"),
                                                        change.options())
                                                .run(
                                                        nonce(
                                                                "echo next ${A:-unset} $PWD $(id"
                                                                        + " -u); ls -A /scratch")));

        Checked built = checker.build(project.goals("t"));

        assertThat(built.output())
                .contains("run b/1 /w/deep 1234:2345", "tmpfs", "next unset /w 0");
    }

    @Test
    void run_secrets_areThereForTheRun_andNowhereElse() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "line one\nline two\n");
        checker.secret("token", "s3cret-value");
        checker.secretFile("file", file);
        checker.environment("FROM_ENVIRONMENT", "env-secret");
        RunChange change =
                new RunChange()
                        .secret(new Secret.Variable("TOKEN", "token"))
                        .secret(new Secret.Variable("FROM_ENVIRONMENT", "FROM_ENVIRONMENT"))
                        .secret(new Secret.File("/run/secrets/it", "file"));
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .run(
                                                        nonce(
                                                                "echo ${#TOKEN} $TOKEN"
                                                                        + " $FROM_ENVIRONMENT; cat"
                                                                        + " /run/secrets/it; wc -c"
                                                                        + " /run/secrets/it; stat -c %a"
                                                                        + " /run/secrets/it"),
                                                        change.options())
                                                .run(
                                                        nonce(
                                                                "echo next ${TOKEN:-unset}; cat"
                                                                        + " /run/secrets/it || true")));

        if (!EngineUnderTest.capabilities().secretEnv()) {
            assertThatThrownBy(() -> checker.build(project.goals("t")))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("too old to hand the secret `token` over in a variable");
            return;
        }
        Checked built = checker.build(project.goals("t"));

        assertThat(built.output())
                .contains("12 *** ***", "18 /run/secrets/it", "400", "next unset")
                .noneMatch(line -> line.contains("s3cret"))
                .noneMatch(line -> line.contains("line one"));

        checker.secret("token", "another");
        assertThat(checker.build(project.goals("t")).ran()).isEmpty();
    }

    @Test
    void run_secretFile_canBeReadByTheUserOfTheRun() throws Exception {
        checker.secret("file", "content");

        for (String user : List.of("1234", "nobody")) {
            RunChange change =
                    new RunChange().user(user).secret(new Secret.File("/run/it", "file"));
            assertThat(build("wc -c < /run/it", change).output()).contains("7");
        }
    }

    @Test
    void run_asUserThatTheImageDoesNotHave_saysWhoIsMissing() throws Exception {
        TestProject project =
                new TestProject().target("t", t -> t.from(BASE).user("nosuch").run(nonce("true")));
        if (EngineUnderTest.isOld()) {
            // It does not tell which step it was.
            assertThatThrownBy(() -> checker.build(project.goals("t")))
                    .hasMessageContaining("unable to find user nosuch");
            return;
        }

        assertThat(checker.build(project.goals("t")).report().failures())
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.message())
                                    .startsWith("the image has no user `nosuch`, which `user");
                            assertThat(failure.cure()).isPresent();
                        });
    }

    @Test
    void run_secretInFailure_isMasked() throws Exception {
        checker.secret("token", "s3cret-value");
        Checked built =
                build(
                        "cat /run/token; exit 3",
                        new RunChange().secret(new Secret.File("/run/token", "token")));

        assertThat(built.report().failures())
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.output()).containsExactly("***");
                            assertThat(failure.exitCode()).hasValue(3);
                        });
    }

    @Test
    void run_withoutItsSecretsOrAgent_isRefusedBeforeAnythingRuns() {
        checker.environment("SSH_AUTH_SOCK", "");
        RunChange change =
                new RunChange()
                        .ssh()
                        .secret(new Secret.Variable("A", "one"))
                        .secret(new Secret.File("/b", "two"));

        assertThatThrownBy(() -> build("true", change))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake ->
                                assertThat(mistake.diagnostics())
                                        .allMatch(diagnostic -> diagnostic.span().isPresent())
                                        .extracting(diagnostic -> diagnostic.message())
                                        .containsExactly(
                                                "the secret `one` has no value",
                                                "the secret `two` has no value",
                                                "this step uses your ssh agent, and there is"
                                                        + " none"));
    }

    /** The engine would print the value with its refusal, in a form that nothing masks. */
    @Test
    void run_withASecretThatFitsNoVariable_isRefusedBeforeAnythingRuns() throws Exception {
        checker.secret("token", "s3c\0ret");

        assertThatThrownBy(
                        () ->
                                build(
                                        "true",
                                        new RunChange().secret(new Secret.Variable("A", "token"))))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        EngineUnderTest.capabilities().secretEnv()
                                ? "the secret `token` has zero bytes in it, and variables cannot"
                                        + " have any"
                                : "this engine is too old to hand the secret `token` over in a"
                                        + " variable");
    }

    @Test
    void run_network_isAsAskedFor() throws Exception {
        String interfaces = "grep -c : /proc/net/dev";
        assertThat(build(interfaces, new RunChange().network(Network.NONE)).output())
                .containsExactly("1");

        RunChange host = new RunChange().network(Network.HOST);
        assertThatThrownBy(() -> build(interfaces, host))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "`network: 'host'` gives this step power over the machine of the engine");

        checker.allowingPrivileges();
        RunOptions ofHost = host.options();
        Checked built =
                checker.build(
                        new TestProject()
                                .target(
                                        "t",
                                        t ->
                                                t.from(BASE)
                                                        .run(nonce("readlink /proc/1/ns/net"))
                                                        .run(
                                                                nonce(
                                                                        ": 1; readlink /proc/1/ns/net"),
                                                                ofHost)
                                                        .run(
                                                                nonce(
                                                                        ": 2; readlink /proc/1/ns/net"),
                                                                ofHost))
                                .goals("t"));
        assertThat(built.output()).hasSize(3);
        assertThat(built.output().get(1))
                .isEqualTo(built.output().get(2))
                .isNotEqualTo(built.output().get(0));
    }

    @Test
    void run_privileged_needsConsentOfUserAndEngine() throws Exception {
        RunChange change = new RunChange().privileged();
        String script = "mount -t tmpfs none /mnt; stat -f -c %T /mnt";
        assertThatThrownBy(() -> build(script, change))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`privileged: true` gives this step power");

        checker.allowingPrivileges();
        if (EngineUnderTest.givesPrivileges()) {
            assertThat(build(script, change).output()).containsExactly("tmpfs");
            assertThat(build(script, new RunChange()).report().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.exitCode()).isPresent());
            return;
        }
        // An engine as it is installed does not allow it.
        assertThatThrownBy(() -> build(script, change))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("privileged-refused");
                            assertThat(refused).hasMessageContaining("security.insecure");
                        });
    }

    @Test
    void run_timeout_endsTheStep_andWhatRunsBesideIt() throws Exception {
        // Long enough for a container to start where much else does.
        RunOptions limited = new RunChange().timeout(Duration.ofSeconds(8)).options();
        TestProject project =
                new TestProject()
                        .target("slow", t -> t.from(BASE).run(nonce("echo up; sleep 300"), limited))
                        .target("beside", t -> t.from(BASE).run(nonce("sleep 301")))
                        .target("quick", t -> t.from(BASE).run(nonce("echo quick"), limited));

        Checked built = checker.build(project.goals("slow", "beside", "quick"));

        assertThat(built.report().failures())
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.node().target().name()).isEqualTo("slow");
                            assertThat(failure.message())
                                    .isEqualTo("it took longer than 8s and was stopped");
                            assertThat(failure.output()).containsExactly("up");
                        });
        assertThat(built.output()).contains("quick");
        assertThat(built.ran()).doesNotContain("beside");
    }

    @Test
    void run_retries_untilItSucceeds() throws Exception {
        String third = "echo x >> /tries; wc -l < /tries; test $(wc -l < /tries) -ge 3";
        assertThat(build(third, new RunChange().retries(2)).output())
                .contains(
                        "1",
                        "2",
                        "3",
                        "exit code 1, attempts left: 2; the next in 1 s",
                        "exit code 1, attempts left: 1; the next in 2 s");

        List<StepFailure> failures =
                build("exit 7", new RunChange().retries(1)).report().failures();
        assertThat(failures).singleElement().extracting(f -> f.exitCode().getAsInt()).isEqualTo(7);
    }

    @Test
    void run_argvWithRetries_keepsItsWords() throws Exception {
        checker.build(new TestProject().target("t", t -> t.from(BASE).run("true")).goals("t"));
        Step.Run run =
                new Step.Run(
                        new Step.Command.Argv(List.of("printf", "<%s>\n", "a b", NONCE)),
                        new RunChange().retries(1).options(),
                        new SourceSpan("jbuild.groovy", 1, 1, 2));

        Checked built =
                checker.build(
                        new TestProject().target("t", t -> t.from(BASE).step(run)).goals("t"));

        assertThat(built.output()).containsExactly("<a b>", "<" + NONCE + ">");
    }

    @Test
    void run_shellOfATarget_takesScripts_alsoOfTargetsThatStartFromIt() throws Exception {
        Step.Shell bash =
                new Step.Shell(
                        List.of("/bin/bash", "-o", "pipefail", "-ec"),
                        new SourceSpan("jbuild.groovy", 1, 1, 2));
        TestProject project =
                new TestProject()
                        .target("a", t -> t.from(BASE).step(bash))
                        .target(
                                "t",
                                t ->
                                        t.fromTarget("a")
                                                .run(
                                                        nonce(
                                                                "echo ${BASH_VERSION:+bash}; ! (false"
                                                                        + " | true); echo piped")));

        assertThat(checker.build(project.goals("t")).output()).containsExactly("bash", "piped");
    }

    @Test
    void run_noCache_runsInEveryBuild_andWhatFollowsIt() throws Exception {
        RunOptions always = new RunChange().when(When.ALWAYS).options();
        TestProject project =
                new TestProject()
                        .target("before", t -> t.from(BASE).run(nonce("true")))
                        .target(
                                "stamp",
                                t ->
                                        t.fromTarget("before")
                                                .run("date +%s%N > /stamp", always)
                                                .artifact("/stamp", "build/stamp"))
                        .target("after", t -> t.fromTarget("stamp").run("cat /stamp"));

        checker.build(project.goals("after", "stamp"));
        String first = Files.readString(checker.path("build/stamp"));
        Checked second = checker.build(project.goals("after", "stamp"));

        assertThat(second.ran()).containsExactly("after", "stamp");
        String stamp = Files.readString(checker.path("build/stamp"));
        assertThat(stamp).isNotEqualTo(first);
        // What is delivered is what the steps that follow saw.
        assertThat(second.output()).containsExactly(stamp.strip());
    }

    @Test
    void run_pushOnly_runsAfterAllElse_andOnlyThen() throws Exception {
        RunOptions onPush = new RunChange().when(When.ON_PUSH).options();
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .env("STAGE", "early")
                                                .run(nonce("echo made > /made"))
                                                .run("echo one $STAGE $(cat /later) > /one", onPush)
                                                .env("STAGE", "late")
                                                .run("echo later > /later")
                                                .run("echo two $STAGE $(cat /one)", onPush)
                                                .artifact("/made", "build/made"));

        assertThat(checker.build(project.goals("t")).output()).isEmpty();
        assertThat(checker.build(project.goals("t")).ran()).isEmpty();

        checker.pushing();
        for (int i = 0; i < 2; i++) {
            Checked pushed = checker.build(project.goals("t"));
            assertThat(pushed.output()).containsExactly("two late one early later");
            assertThat(pushed.report().succeeded()).isTrue();
        }
    }

    @Test
    void run_pushOnlyThatFails_failsTheBuild() throws Exception {
        checker.pushing();
        Checked built = build("exit 4", new RunChange().when(When.ON_PUSH));

        assertThat(built.report().failures())
                .singleElement()
                .extracting(failure -> failure.exitCode().getAsInt())
                .isEqualTo(4);
    }

    @Test
    void run_ssh_reachesTheAgentOfTheUser() throws Exception {
        Path socket = folder.resolve("agent");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> greet(agent));
            checker.environment("SSH_AUTH_SOCK", socket.toString());

            Checked built =
                    build(
                            "perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new("
                                    + "$ENV{SSH_AUTH_SOCK}) or die $!; print $s \"ada\\n\";"
                                    + " $s->flush; print scalar <$s>'",
                            new RunChange().ssh());

            assertThat(built.output()).containsExactly("hello ada");
        }
    }

    /** Answers a name with a greeting. */
    private static void greet(ServerSocketChannel agent) {
        try {
            while (true) {
                try (SocketChannel step = agent.accept()) {
                    ByteBuffer name = ByteBuffer.allocate(100);
                    step.read(name);
                    String text =
                            new String(name.array(), 0, name.position(), StandardCharsets.UTF_8);
                    step.write(ByteBuffer.wrap(("hello " + text).getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    @Test
    void cache_withOwnerAndMode_isForAUserWithoutRights() throws Exception {
        Step.Cache cache =
                new Step.Cache(
                        "/cache",
                        "own-" + NONCE,
                        Step.Sharing.LOCKED,
                        Optional.of("1234"),
                        Optional.of("700"),
                        new SourceSpan("jbuild.groovy", 1, 1, 2));
        TestProject project =
                new TestProject()
                        .target(
                                "t",
                                t ->
                                        t.from(BASE)
                                                .user("1234")
                                                .step(cache)
                                                .run(
                                                        nonce(
                                                                "stat -c '%u %a' /cache; echo 1 >"
                                                                        + " /cache/a"))
                                                .run(nonce("cat /cache/a")));

        assertThat(checker.build(project.goals("t")).output()).containsExactly("1234 700", "1");
    }
}
