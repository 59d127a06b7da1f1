package dev.jbuild.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.engine.Conduct;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class CommandLineReaderTest {
    private static final Path HERE = Path.of("/work/shop");

    private final CommandLineReader reader =
            new CommandLineReader(Map.of("TOKEN", "from the environment"), HERE);

    @Test
    void read_oneGoal_defaults() throws UserMistake {
        assertThat(reader.read(List.of("+all")))
                .isEqualTo(
                        new Invocation.Build(
                                new BuildOptions(
                                        new ProjectOptions(HERE, new TreeMap<>()),
                                        List.of("+all"),
                                        List.of(),
                                        false,
                                        false,
                                        Secrets.NONE,
                                        LockUse.EXTEND,
                                        new Trust.Host(),
                                        Builders.NONE,
                                        CacheSize.usual(),
                                        new Feedback(ProgressStyle.AUTO, List.of()),
                                        Conduct.USUAL,
                                        false)));
    }

    @Test
    void read_everyOption_inAnyOrder() throws UserMistake {
        assertThat(
                        reader.read(
                                List.of(
                                        "+image",
                                        "--push",
                                        "--locked",
                                        "--cache-size=20G",
                                        "--arg",
                                        "TAG=a=b",
                                        "--arg=TOKEN",
                                        "--platform",
                                        "linux/amd64,linux/aarch64",
                                        "-C",
                                        "../other",
                                        "--secret",
                                        "npm=a=b",
                                        "-P",
                                        "-k",
                                        "-j3",
                                        "--secret=TOKEN",
                                        "--secret-file",
                                        "key=id.pem",
                                        "--trust",
                                        "ca.pem",
                                        "--builder",
                                        "tcp://b:1?tlsdir=/tls",
                                        "--builder",
                                        "linux/arm64=unix:///arm.sock",
                                        "--platform=linux/arm/v7",
                                        "--progress",
                                        "plain",
                                        "--no-cache",
                                        "./web+assets")))
                .isEqualTo(
                        new Invocation.Build(
                                new BuildOptions(
                                        new ProjectOptions(
                                                Path.of("/work/other"),
                                                new TreeMap<>(
                                                        Map.of(
                                                                "TAG",
                                                                "a=b",
                                                                "TOKEN",
                                                                "from the environment"))),
                                        List.of("+image", "./web+assets"),
                                        List.of(
                                                Platform.parse("linux/amd64"),
                                                Platform.parse("linux/arm64"),
                                                Platform.parse("linux/arm/v7")),
                                        true,
                                        true,
                                        new Secrets(
                                                new TreeMap<>(
                                                        Map.of(
                                                                "npm",
                                                                "a=b",
                                                                "TOKEN",
                                                                "from the environment")),
                                                new TreeMap<>(
                                                        Map.of("key", HERE.resolve("id.pem")))),
                                        LockUse.FROZEN,
                                        new Trust.File(HERE.resolve("ca.pem")),
                                        Builders.parse(
                                                List.of(
                                                        "tcp://b:1?tlsdir=/tls",
                                                        "linux/arm64=unix:///arm.sock")),
                                        new CacheSize.Bytes(20_000_000_000L),
                                        new Feedback(ProgressStyle.PLAIN, List.of()),
                                        new Conduct(
                                                Conduct.OnFailure.KEEP_GOING,
                                                3,
                                                Conduct.Reuse.NOTHING),
                                        false)));
    }

    @Test
    void read_platformTwice_once() throws UserMistake {
        assertThat(reader.read(List.of("+a", "--platform", "linux/amd64,linux/x86_64")))
                .isInstanceOfSatisfying(
                        Invocation.Build.class,
                        build ->
                                assertThat(build.options().platforms())
                                        .containsExactly(Platform.parse("linux/amd64")));
    }

    @Test
    void read_atSign_isNoFile() throws UserMistake {
        assertThat(reader.read(List.of("--arg", "AT=@file", "+a")))
                .isInstanceOfSatisfying(
                        Invocation.Build.class,
                        build ->
                                assertThat(build.options().project().arguments())
                                        .containsEntry("AT", "@file"));
    }

    @Test
    void read_nothing_noGoal() throws UserMistake {
        assertThat(reader.read(List.of("-C", "sub")))
                .isEqualTo(
                        new Invocation.NoGoal(
                                new ProjectOptions(HERE.resolve("sub"), new TreeMap<>())));
    }

    @Test
    void read_list_optionsOnBothSides() throws UserMistake {
        assertThat(reader.read(List.of("-C", "a", "--arg", "K=1", "ls", "-C", "b", "--arg", "L=2")))
                .isEqualTo(
                        new Invocation.ListTargets(
                                new ProjectOptions(
                                        HERE.resolve("b"),
                                        new TreeMap<>(Map.of("K", "1", "L", "2")))));
    }

    @Test
    void read_cdn_itsTask() throws UserMistake {
        assertThat(
                        ((Invocation.InspectImage) reader.read(List.of("image", "inspect", "+x")))
                                .image())
                .isEqualTo("+x");
        assertThat(((Invocation.Cdn) reader.read(List.of("cdn", "releases", "file:x"))).task())
                .isEqualTo(new CdnTask.Releases());
        assertThat(
                        ((Invocation.Cdn) reader.read(List.of("cdn", "rollback", "s3://b", "abc")))
                                .task())
                .isEqualTo(new CdnTask.Rollback(Optional.of("abc"), false));
        assertThat(
                        ((Invocation.Cdn)
                                        reader.read(
                                                List.of(
                                                        "cdn",
                                                        "expire",
                                                        "file:x",
                                                        "--keep",
                                                        "2",
                                                        "--take-over")))
                                .task())
                .isEqualTo(new CdnTask.Expire(2, Duration.ofDays(14), true));
        for (List<String> wrong :
                List.of(
                        List.of("cdn"),
                        List.of("cdn", "delete", "file:x"),
                        List.of("cdn", "plan"),
                        List.of("cdn", "plan", "site"),
                        List.of("cdn", "publish"),
                        List.of("cdn", "publish", "a", "b"),
                        List.of("cdn", "rollback"),
                        List.of("cdn", "releases", "file:x", "y"),
                        List.of("cdn", "expire", "file:x", "--keep", "-1"))) {
            assertThatThrownBy(() -> reader.read(wrong)).isInstanceOf(UserMistake.class);
        }
    }

    @Test
    void read_cdnPlan_itsTargetsAndFile() throws UserMistake {
        ProjectOptions project =
                new ProjectOptions(HERE.resolve("a"), new TreeMap<>(Map.of("TO", "s3://b")));
        assertThat(
                        reader.read(
                                List.of(
                                        "cdn",
                                        "plan",
                                        "+site",
                                        "-C",
                                        "a",
                                        "--arg",
                                        "TO=s3://b",
                                        "--save",
                                        "plan.json")))
                .isEqualTo(
                        new Invocation.CdnPlan(
                                new GoalOptions(project, List.of("+site"), List.of()),
                                Optional.of(HERE.resolve("plan.json"))));
        assertThat(reader.read(List.of("cdn", "publish", "plan.json", "--take-over")))
                .isEqualTo(
                        new Invocation.CdnPublish(
                                new ProjectOptions(HERE, new TreeMap<>()),
                                HERE.resolve("plan.json"),
                                true));
    }

    @Test
    void read_lock_itsTask() throws UserMistake {
        ProjectOptions project = new ProjectOptions(HERE.resolve("a"), new TreeMap<>());
        List<Platform> arm = List.of(Platform.parse("linux/arm64"));
        assertThat(reader.read(List.of("lock", "-C", "a", "--platform", "linux/arm64")))
                .isEqualTo(new Invocation.Lock(project, arm, new LockTask.Complete()));
        assertThat(reader.read(List.of("-C", "a", "lock", "--check")))
                .isEqualTo(new Invocation.Lock(project, List.of(), new LockTask.Check()));
        assertThat(reader.read(List.of("lock", "--update", "node", "deb*", "-C", "a")))
                .isEqualTo(
                        new Invocation.Lock(
                                project, List.of(), new LockTask.Update(List.of("node", "deb*"))));
    }

    @Test
    void read_planAndGraph_theirTargets() throws UserMistake {
        ProjectOptions project =
                new ProjectOptions(HERE.resolve("a"), new TreeMap<>(Map.of("TAG", "2")));
        assertThat(
                        reader.read(
                                List.of(
                                        "--arg=TAG=1",
                                        "-C",
                                        "a",
                                        "plan",
                                        "--arg=TAG=2",
                                        "--platform=linux/arm64",
                                        "+all",
                                        "--builder=linux/arm64=tcp://a:1")))
                .isEqualTo(
                        new Invocation.Plan(
                                new GoalOptions(
                                        project,
                                        List.of("+all"),
                                        List.of(Platform.parse("linux/arm64"))),
                                Builders.parse(List.of("linux/arm64=tcp://a:1")),
                                false));
        assertThat(((Invocation.Plan) reader.read(List.of("plan", "+all", "--model"))).model())
                .isTrue();
        assertThat(reader.read(List.of("doc", "+all", "./web+all")))
                .isEqualTo(
                        new Invocation.Doc(
                                new GoalOptions(
                                        new ProjectOptions(HERE, new TreeMap<>()),
                                        List.of("+all", "./web+all"),
                                        List.of())));
        assertThat(reader.read(List.of("graph", "--format=dot", "+all")))
                .isEqualTo(
                        new Invocation.Graph(
                                new GoalOptions(
                                        new ProjectOptions(HERE, new TreeMap<>()),
                                        List.of("+all"),
                                        List.of()),
                                GraphFormat.DOT));
        assertThat(reader.read(List.of("plan", "-C", "a", "--arg", "TAG=2")))
                .isEqualTo(new Invocation.NoGoal(project));
    }

    @Test
    void read_offline_countsMoreThanLocked() throws UserMistake {
        assertThat(reader.read(List.of("+a", "--locked", "--offline")))
                .isInstanceOfSatisfying(
                        Invocation.Build.class,
                        build -> assertThat(build.options().lock()).isEqualTo(LockUse.OFFLINE));
    }

    @Test
    void read_cache_itsTask() throws UserMistake {
        assertThat(reader.read(List.of("cache", "status")))
                .isEqualTo(new Invocation.Cache(CacheTask.STATUS, CacheSize.usual()));
        assertThat(reader.read(List.of("cache", "gc", "--cache-size", "500MB")))
                .isEqualTo(
                        new Invocation.Cache(CacheTask.COLLECT, new CacheSize.Bytes(500_000_000)));
        assertThat(
                        new CommandLineReader(Map.of("JBUILD_CACHE_SIZE", "15%"), HERE)
                                .read(List.of("cache", "verify")))
                .isEqualTo(new Invocation.Cache(CacheTask.VERIFY, new CacheSize.Share(15)));
        assertThat(reader.read(List.of("cache", "clear")))
                .isEqualTo(new Invocation.Cache(CacheTask.CLEAR, CacheSize.usual()));
    }

    @Test
    void read_doctor() throws UserMistake {
        ProjectOptions here = new ProjectOptions(HERE, new TreeMap<>());
        assertThat(reader.read(List.of("doctor")))
                .isEqualTo(new Invocation.Doctor(here, Builders.NONE, false, false));
        assertThat(reader.read(List.of("doctor", "--json", "--builder", "unix:///b.sock")))
                .isEqualTo(
                        new Invocation.Doctor(
                                here, Builders.parse(List.of("unix:///b.sock")), false, true));
        assertThat(reader.read(List.of("doctor", "--offline", "-C", "/shop", "--arg", "TAG=1")))
                .isEqualTo(
                        new Invocation.Doctor(
                                new ProjectOptions(
                                        Path.of("/shop"), new TreeMap<>(Map.of("TAG", "1"))),
                                Builders.NONE,
                                true,
                                false));
    }

    @Test
    void read_help_theTextOfTheCommand() throws UserMistake {
        assertThat(reader.read(List.of("--help", "+all")))
                .isEqualTo(new Invocation.Help(HelpText.of("jbuild")));
        assertThat(reader.read(List.of("ls", "-h")))
                .isEqualTo(new Invocation.Help(HelpText.of("ls")));
        assertThat(reader.read(List.of("help")))
                .isEqualTo(new Invocation.Help(HelpText.of("jbuild")));
        assertThat(reader.read(List.of("help", "ls")))
                .isEqualTo(new Invocation.Help(HelpText.of("ls")));
    }

    @Test
    void read_version() throws UserMistake {
        assertThat(reader.read(List.of("--version"))).isEqualTo(new Invocation.Version());
        assertThat(reader.read(List.of("version"))).isEqualTo(new Invocation.Version());
    }

    @Test
    void read_mistypedCommand_saysWhichWasMeant() {
        assertThatThrownBy(() -> reader.read(List.of("docter")))
                .isInstanceOfSatisfying(
                        UserMistake.class,
                        mistake ->
                                assertThat(mistake.diagnostics().getFirst().hint().orElse(""))
                                        .startsWith("did you mean `jbuild doctor`?\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --pussh +a          | unknown-option      | unknown option `--pussh`           | did you mean `--push`?
                    --psuh +a           | unknown-option      | unknown option `--psuh`            | did you mean `--push`?
                    --bilder=x +a       | unknown-option      | unknown option `--bilder=x`        | did you mean `--builder`?
                    --trst x +a         | unknown-option      | unknown option `--trst`            | did you mean `--trust`?
                    -c shop +a          | unknown-option      | unknown option `-c`                | did you mean `-C`?
                    -x +a               | unknown-option      | unknown option `-x`                | `jbuild --help` shows what is valid
                    +a --zzz            | unknown-option      | unknown option `--zzz`             | `jbuild --help` shows what is valid
                    ls --platform x     | unknown-option      | unknown option `--platform`        | `jbuild ls --help` shows what is valid
                    cdn plan +a --svae x | unknown-option     | unknown option `--svae`            | did you mean `--save`?
                    plan +a --builder   | missing-value       | `--builder` needs a value          | `jbuild plan --help` shows what is valid
                    +a --VERSION=3      | unknown-option      | unknown option `--VERSION=3`       | an argument of the build file is written `--arg VERSION=3`
                    +a --builder b:1    | invalid-option      | --builder: `b:1` is no address of a BuildKit; write unix:///PATH or tcp://HOST:PORT | as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or `--builder linux/arm64=tcp://arm.example:1234`
                    +a --builder lin=tcp://b:1 | invalid-option | --builder: `lin=tcp://b:1` names the platform `lin`, which is none | as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or `--builder linux/arm64=tcp://arm.example:1234`
                    +a --builder linux/arm64=tcp://b:1 --builder linux/aarch64=tcp://c:1 | invalid-option | --builder: `linux/aarch64=tcp://c:1` is a second builder for linux/arm64 | as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or `--builder linux/arm64=tcp://arm.example:1234`
                    +a --builder tcp://b:1 --builder tcp://c:1 | invalid-option | --builder: `tcp://c:1` is a second builder for all platforms | as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or `--builder linux/arm64=tcp://arm.example:1234`
                    +a --trust          | missing-value       | `--trust` needs a value            | `jbuild --help` shows what is valid
                    +a -C x -C y        | repeated-option     | `-C` is given twice                | leave one of them out
                    +a --arg =x         | invalid-option      | `--arg =...` has no name           | write --arg NAME=VALUE
                    +a --arg NONE       | invalid-option      | `--arg NONE` has no value, and there is no environment variable `NONE` | write --arg NONE=VALUE, or export NONE
                    +a --secret =x      | invalid-option      | `--secret =...` has no name        | write --secret NAME=VALUE
                    +a --secret-file x  | invalid-option      | `--secret-file x` does not say which secret or which file | write --secret-file ID=PATH
                    +a --platform linux | invalid-option      | `linux` is not a platform          | a platform is os/architecture, such as linux/amd64 or linux/arm64
                    +a --progress rich  | invalid-option      | `rich` is not a way to show progress | valid are auto, plain and tty
                    +a VERSION=3        | not-a-reference     | `VERSION=3` is neither a target nor a command | an argument of the build file is written `--arg VERSION=3`
                    ./shop              | not-a-reference     | `./shop` is neither a target nor a command | a target is written +name or ./dir+name; `jbuild --help` shows the commands
                    shop                | not-a-reference     | `shop` is neither a target nor a command | a target is written +shop or ./dir+name; `jbuild --help` shows the commands
                    plan x              | not-a-reference     | `x` is neither a target nor a command | a target is written +x or ./dir+name; `jbuild --help` shows the commands
                    +a plan             | unexpected-argument | `+a` stands before `plan`          | run `jbuild plan +a`
                    graph +a --format x | invalid-option      | `x` is not a format of a graph     | valid are text, dot and mermaid
                    ls x                | unexpected-argument | `x` has no place here              | `jbuild ls --help` shows what is valid
                    +a ls               | unexpected-argument | `ls` is about every target, so `+a` has no place here | run `jbuild ls`, or `jbuild +a` to build it
                    --push ls           | unexpected-argument | `--push` says how to build, and `ls` does not build | leave it out
                    --platform linux/arm64 graph +a | unexpected-argument | `--platform` stands before `graph` | write it behind: `jbuild graph --platform ...`
                    --offline doctor    | unexpected-argument | `--offline` stands before `doctor` | write it behind: `jbuild doctor --offline ...`
                    --no-cache shell +a | unexpected-argument | `shell` does not take `--no-cache` | leave it out
                    --locked lock       | unexpected-argument | `--locked` says how to build, and `lock` does not build | leave it out
                    cdn rollback file:a --keep 1 | unexpected-argument | `cdn rollback` does not take `--keep` | it is for `cdn expire`
                    cdn plan +a --take-over | unexpected-argument | `cdn plan` does not take `--take-over` | it is for `cdn publish`, `cdn rollback`, `cdn expire`
                    cache               | unexpected-argument | `cache` does not say what to do    | valid are status, gc, verify and clear
                    cache empty         | unexpected-argument | `cache` cannot `empty`             | valid are status, gc, verify and clear
                    +a --cache-size 20  | invalid-option      | `--cache-size 20` is not a size    | a size is a number with M, G or T, or a share of the disk, such as 20G or 15%
                    +a --cache-size 0%  | invalid-option      | `--cache-size 0%` is not a size    | a size is a number with M, G or T, or a share of the disk, such as 20G or 15%
                    +a --builder foo/bar=tcp://b:1 | invalid-option | --builder: `foo/bar=tcp://b:1` names the platform `foo/bar`, which is none | as in `--builder tcp://build.example:1234?tlsdir=/etc/buildkit/tls` or `--builder linux/arm64=tcp://arm.example:1234`
                    +a --platform linux/amd46 | invalid-option | `linux/amd46` is not a platform    | a platform is os/architecture, such as linux/amd64 or linux/arm64
                    plan +a --model --builder tcp://b:1 | invalid-option | `--model` is what the build files say, which no `--builder` changes | leave one of them out
                    cache clear --cache-size 1G | unexpected-argument | `cache clear` does not take `--cache-size` | it is for `cache status` and `cache gc`
                    -C x cache status   | unexpected-argument | `cache` does not take `-C`         | leave it out
                    --arg A=1 init      | unexpected-argument | `init` does not take `--arg`       | leave it out
                    image inspect debian:12 -C x | unexpected-argument | `-C` is about targets, and `debian:12` is an image | leave it out, or write `jbuild image inspect +target`
                    --arg A=1 image inspect debian:12 | unexpected-argument | `--arg` is about targets, and `debian:12` is an image | leave it out, or write `jbuild image inspect +target`
                    --arg A=1 cdn rollback file:a | unexpected-argument | `cdn rollback` does not take `--arg` | it is for `cdn plan`
                    cdn releases file:a --arg A=1 | unexpected-argument | `cdn releases` does not take `--arg` | it is for `cdn plan`
                    lock node           | unexpected-argument | `lock` adds all that is missing, so `node` has no place here | run `jbuild lock`, or `jbuild lock --update node` to take what is new
                    lock --update --check | invalid-option    | `--update` changes the lock, and `--check` does not | leave one of them out
                    +a --push --offline | invalid-option      | `--push` needs the network, and `--offline` forbids it | leave one of them out
                    """)
    void read_mistake_saysWhatAndHow(String line, String code, String message, String hint) {
        UserMistake mistake =
                catchThrowableOfType(
                        UserMistake.class, () -> reader.read(List.of(line.split(" ", -1))));
        assertThat(mistake.diagnostics()).containsExactly(Diagnostic.of(code, message, hint));
    }

    @Test
    void read_shell_isABuildOfOneTarget() throws UserMistake {
        assertThat(
                        reader.read(
                                List.of(
                                        "shell",
                                        "+test",
                                        "--command",
                                        "cat log",
                                        "--secret",
                                        "TOKEN")))
                .isInstanceOfSatisfying(
                        Invocation.Shell.class,
                        shell -> {
                            assertThat(shell.command()).contains("cat log");
                            assertThat(shell.options().goals()).containsExactly("+test");
                            assertThat(shell.options().secrets().values()).containsKey("TOKEN");
                        });
        assertThatThrownBy(() -> reader.read(List.of("shell", "+a", "+b")))
                .hasMessage("a shell is in one target on one platform");
        assertThatThrownBy(() -> reader.read(List.of("--secret", "TOKEN", "shell", "+a")))
                .hasMessage("`--secret` stands before `shell`");
        assertThat(reader.read(List.of("shell", "+a", "--builder", "unix:///b.sock")))
                .isInstanceOfSatisfying(
                        Invocation.Shell.class,
                        shell ->
                                assertThat(shell.options().builders())
                                        .isEqualTo(Builders.parse(List.of("unix:///b.sock"))));
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, PAGE",
        "b/A.JSON, OUTCOME",
        "events.jsonl, EVENTS",
        "a.trace.json, TRACE",
    })
    void report_isWhatItsNameSays(String name, ReportFile.Form form) throws Exception {
        assertThat(reader.read(List.of("+all", "--report", name, "--report=../x.html")))
                .isInstanceOfSatisfying(
                        Invocation.Build.class,
                        build ->
                                assertThat(build.options().feedback().reports())
                                        .containsExactly(
                                                new ReportFile(HERE.resolve(name), form),
                                                new ReportFile(
                                                        HERE.resolveSibling("x.html"),
                                                        ReportFile.Form.PAGE)));
    }

    @Test
    void report_ofAnUnknownKind_isAMistake() {
        assertThatThrownBy(() -> reader.read(List.of("+all", "--report", "build.txt")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`--report build.txt` does not say what report it is");
    }
}
