package dev.jbuild.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.cli.option.BuildOptions;
import dev.jbuild.cli.option.Feedback;
import dev.jbuild.cli.option.GoalOptions;
import dev.jbuild.cli.option.Invocation;
import dev.jbuild.cli.option.ProgressStyle;
import dev.jbuild.cli.option.ProjectOptions;
import dev.jbuild.cli.option.ReportFile;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.dsl.Repositories;
import dev.jbuild.engine.BuildReport;
import dev.jbuild.engine.BuildRequest;
import dev.jbuild.engine.Conduct;
import dev.jbuild.engine.Explanation;
import dev.jbuild.engine.Permissions;
import dev.jbuild.engine.Session;
import dev.jbuild.engine.base.MirrorReport;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.doctor.Finding;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.git.RepositoryUse;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.lock.LockChange;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockReport;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.shell.Visit;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheReport;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.engine.why.Memory;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.BuildException;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

class CommandsTest {
    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform DARWIN = Platform.parse("darwin/arm64");
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 3, 1, 2);
    private static final RecipeId ALL = new RecipeId(new TargetRef("", "all"), AMD64);
    private static final Project PROJECT = new Project(List.of(), new LinkedHashMap<>());
    private static final ProjectOptions SHOP =
            new ProjectOptions(Path.of("/shop"), new TreeMap<>(Map.of("TAG", "1")));
    private static final BuildOptions OPTIONS =
            new BuildOptions(
                    SHOP,
                    List.of("+all"),
                    List.of(Platform.parse("linux/arm64")),
                    true,
                    false,
                    Secrets.NONE,
                    LockUse.FROZEN,
                    new Trust.None(),
                    Builders.parse(List.of("tcp://b:1")),
                    new CacheSize.Share(3),
                    new Feedback(ProgressStyle.PLAIN, List.of()),
                    Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING),
                    false);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeStages stages = new FakeStages();
    private final Commands commands =
            new Commands(
                    new Surroundings(
                            "jbuild 1",
                            new Start(Optional.empty(), Path.of("/java"), false),
                            Map.of("HOME", "/home/ada"),
                            AMD64,
                            DARWIN,
                            Path.of("/state"),
                            Optional.empty(),
                            new Console(stream(out), stream(err), Terminals.NONE, Map.of()),
                            InstantSource.fixed(Instant.EPOCH),
                            Instant.EPOCH),
                    stages);

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void build_optionsBecomeRequests() throws Exception {
        commands.run(new Invocation.Build(OPTIONS));
        assertThat(stages.calls)
                .containsExactly(
                        new LoadRequest(
                                        Path.of("/shop"),
                                        List.of("+all"),
                                        List.of(Platform.parse("linux/arm64")),
                                        AMD64,
                                        new TreeMap<>(Map.of("TAG", "1")),
                                        Map.of("HOME", "/home/ada"))
                                .from(DARWIN)
                                .pushing(true),
                        new BuildRequest(
                                Path.of("/shop"),
                                new Evaluation(PROJECT, List.of()),
                                new TreeMap<>(Map.of("TAG", "1")),
                                new Permissions(true, false, LockUse.FROZEN),
                                new Session(
                                        Map.of("HOME", "/home/ada"),
                                        Secrets.NONE,
                                        new Trust.None(),
                                        OPTIONS.builders()),
                                new CacheFolder(Path.of("/state"), new CacheSize.Share(3)),
                                Conduct.USUAL.with(Conduct.OnFailure.KEEP_GOING)));
    }

    @Test
    void cdnPlan_isSaved_andPublishedFromItsFile(@TempDir Path temp) throws Exception {
        Digest release = Digest.of(new byte[0]);
        stages.plans =
                List.of(
                        new Delivery.Planned(
                                "file:www",
                                Optional.of("4"),
                                Optional.empty(),
                                release,
                                List.of()));
        Path file = temp.resolve("plan.json");
        GoalOptions goals = new GoalOptions(SHOP, List.of("+all"), List.of());
        commands.run(new Invocation.CdnPlan(goals, Optional.of(file)));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("file:www: release ");

        stages.calls.clear();
        commands.run(new Invocation.CdnPublish(SHOP, file, true));
        assertThat(stages.calls)
                .containsExactly(new CdnTask.Publish(release, Optional.of("4"), true));
    }

    @Test
    void cdnPlan_ofNoRelease_isAMistake() {
        GoalOptions goals = new GoalOptions(SHOP, List.of("+all"), List.of());
        assertThatThrownBy(() -> commands.run(new Invocation.CdnPlan(goals, Optional.empty())))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`+all` publishes no release");
    }

    @Test
    void build_events_areShown() throws Exception {
        commands.run(new Invocation.Build(OPTIONS));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("jbuild | note: hello");
    }

    @Test
    void build_succeeded_done() throws Exception {
        assertThat(commands.run(new Invocation.Build(OPTIONS))).isEqualTo(ExitCode.DONE);
    }

    private static NodeOutcome failed(OptionalInt exitCode, String message) {
        return new NodeOutcome.Failed(
                new StepFailure(ALL, SPAN, List.of(), "run 'false'", exitCode, message, List.of()));
    }

    @Test
    void build_stepFailed_failureIsToldAndInTheExitCode() throws Exception {
        stages.outcome = failed(OptionalInt.empty(), "killed");
        assertThat(commands.run(new Invocation.Build(OPTIONS))).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith(
                        """
                        jbuild: error: +all linux/amd64 failed
                          at jbuild.groovy:3
                          > run 'false'
                          killed
                          to look into it: jbuild shell +all
                        """);
    }

    @Test
    void build_stepFailedAndReportIsLost_bothAreTold_andTheStepDecides() throws Exception {
        stages.outcome = failed(OptionalInt.of(1), "failed");
        // Nobody can make a file there.
        ReportFile lost = new ReportFile(Path.of("/proc/report.html"), ReportFile.Form.PAGE);
        BuildOptions reporting =
                new BuildOptions(
                        SHOP,
                        List.of("+all"),
                        List.of(),
                        false,
                        false,
                        Secrets.NONE,
                        LockUse.EXTEND,
                        new Trust.None(),
                        Builders.NONE,
                        new CacheSize.Share(3),
                        new Feedback(ProgressStyle.PLAIN, List.of(lost)),
                        Conduct.USUAL,
                        false);

        assertThat(commands.run(new Invocation.Build(reporting))).isEqualTo(ExitCode.STEP_FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("jbuild: error: +all linux/amd64 failed")
                .contains("jbuild: error: cannot write the report /proc/report.html");
    }

    @Test
    void build_builderIsMissing_isAFailureOfTheEnvironment() throws Exception {
        stages.outcome =
                new NodeOutcome.Failed(
                        new StepFailure(
                                ALL,
                                SPAN,
                                List.of(),
                                "target +all",
                                OptionalInt.empty(),
                                "no BuildKit answers",
                                List.of(),
                                Optional.of("start it"),
                                true));
        assertThat(commands.run(new Invocation.Build(OPTIONS))).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void list_showsTargets() throws Exception {
        assertThat(commands.run(new Invocation.ListTargets(SHOP))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("+all  any  Everything\n");
    }

    @Test
    void doc_tellsOfTheTargetsThatAreNamed() throws Exception {
        GoalOptions goals = new GoalOptions(SHOP, List.of("+all"), List.of());
        assertThat(commands.run(new Invocation.Doc(goals))).isEqualTo(ExitCode.DONE);
        assertThat(stages.calls).containsExactly(List.of("+all"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("+all\n  Everything\nplatform: linux/amd64\n");
    }

    @Test
    void lock_isAboutEveryTarget_andShowsWhatChanged() throws Exception {
        LockTask task = new LockTask.Update(List.of("node"));
        List<Platform> arm = List.of(Platform.parse("linux/arm64"));
        assertThat(commands.run(new Invocation.Lock(SHOP, arm, task))).isEqualTo(ExitCode.DONE);
        assertThat(stages.calls).hasSize(3).endsWith(task);
        assertThat(stages.calls.getFirst())
                .isInstanceOfSatisfying(
                        LoadRequest.class,
                        load -> {
                            assertThat(load.goals()).containsExactly("+all");
                            assertThat(load.platforms()).isEqualTo(arm);
                        });
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        +  docker.io/library/debian:12      7692c3ad3540                  linux/amd64, linux/arm64
                        ~  docker.io/library/node:22        7692c3ad3540 -> 3fc4ccfe7458  linux/amd64
                        ~  https://example.org/a.git:main   111111111111 -> 222222222222
                        ~  https://example.org/tool.tar.gz  7692c3ad3540 -> 3fc4ccfe7458
                        jbuild.lock: 3 images, 1 commit, 2 files, 4 changed
                        """);
    }

    @Test
    void cache_status_inWords() throws Exception {
        stages.cache =
                new CacheReport.Status(
                        Path.of("/state/v1"), 12, 345, 1_234_567_890, 1, 999, 50_000_000_000L);
        assertThat(commands.run(new Invocation.Cache(CacheTask.STATUS, new CacheSize.Share(5))))
                .isEqualTo(ExitCode.DONE);
        assertThat(stages.calls)
                .containsExactly(Path.of("/state"), CacheTask.STATUS, new CacheSize.Share(5));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        folder   /state/v1
                        results  12
                        files    345
                        size     1.2 GB of 50.0 GB
                        in use   999 B by the last builds of 1 project
                        """);
    }

    @Test
    void cache_gc_inWords() throws Exception {
        stages.cache = new CacheReport.Collected(1, 2, 30_000, 4_000_000, 3_000_000);
        assertThat(commands.run(new Invocation.Cache(CacheTask.COLLECT, CacheSize.usual())))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        cleared away 1 result and 2 files, 30.0 kB; left 4.0 MB of 3.0 MB
                        what is left is in use by the last builds of projects, or younger than an hour
                        """);
    }

    @Test
    void cache_verify_problemsAreInTheExitCode() throws Exception {
        Invocation verify = new Invocation.Cache(CacheTask.VERIFY, CacheSize.usual());
        stages.cache = new CacheReport.Verified(1, 2, 3, List.of());
        assertThat(commands.run(verify)).isEqualTo(ExitCode.DONE);
        stages.cache = new CacheReport.Verified(1, 2, 3, List.of("removed /x: it is short"));
        assertThat(commands.run(verify)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        verified 1 result and 2 files, 3 B: all is well
                        removed /x: it is short
                        verified 1 result and 2 files, 3 B: the rest is well, and what was removed is built again when it is needed
                        """);
    }

    @Test
    void plan_orItsModel_onStandardOutput_withoutAnEngine() throws Exception {
        GoalOptions goals =
                new GoalOptions(SHOP, List.of("+all"), List.of(Platform.parse("linux/arm64")));
        assertThat(commands.run(new Invocation.Plan(goals, Builders.NONE, false)))
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.run(new Invocation.Plan(goals, Builders.NONE, true)))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        plan: 0 nodes, 0 to build
                        {
                          "format": 2,
                          "goals": [],
                          "recipes": []
                        }
                        """);
        assertThat(stages.calls).hasSize(3);
        assertThat(stages.calls.get(1))
                .isEqualTo(
                        new BuildRequest(
                                Path.of("/shop"),
                                new Evaluation(PROJECT, List.of()),
                                SHOP.arguments(),
                                new Permissions(false, false, LockUse.EXTEND),
                                new Session(
                                        Map.of("HOME", "/home/ada"),
                                        Secrets.NONE,
                                        new Trust.None()),
                                new CacheFolder(Path.of("/state"), CacheSize.usual())));
    }

    @Test
    void why_reasonsBelowEachTarget_onStandardOutput() throws Exception {
        RecipeId deps = new RecipeId(new TargetRef("", "deps"), AMD64);
        RecipeId tool = new RecipeId(new TargetRef("", "tool"), AMD64);
        SequencedMap<RecipeId, Verdict> verdicts = new LinkedHashMap<>();
        Memory.Made made =
                new Memory.Made(
                        Instant.parse("2026-01-02T03:04:05.678Z"), List.of("`a.txt` is new"));
        verdicts.put(deps, new Verdict.Reuse(Duration.ZERO, Optional.empty()));
        verdicts.put(tool, new Verdict.Reuse(Duration.ZERO, Optional.of(made)));
        verdicts.put(
                ALL,
                new Verdict.Solve(
                        List.of(
                                new Reason(Reason.Kind.FILE, "`a.c` has another content"),
                                new Reason(Reason.Kind.STEP, "`run make` is new"))));
        Output output = new Output.Files(tool, "out", "build/out", SPAN);
        stages.explanation =
                new Explanation(
                        new Plan(new LinkedHashMap<>(), List.of(tool, ALL), List.of(output)),
                        verdicts,
                        new LinkedHashMap<>(
                                Map.of(
                                        output,
                                        new Reason(Reason.Kind.OUTPUT, "`build/out` is missing"))));
        GoalOptions goals = new GoalOptions(SHOP, List.of("+all"), List.of());
        assertThat(commands.run(new Invocation.Why(goals))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        +all linux/amd64 would be built
                          `a.c` has another content
                          `run make` is new
                        +tool linux/amd64 is up to date
                          last built at 2026-01-02T03:04:05Z; the reason then:
                            `a.txt` is new
                        `build/out` is missing: it would be delivered again
                        """);
    }

    @Test
    void mirror_saysWhatWasSent() throws Exception {
        commands.run(new Invocation.Mirror(SHOP, List.of("docker.io=a.b/m", "c.d=e.f")));

        assertThat(stages.calls).containsExactly("docker.io=a.b/m,c.d=e.f");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        example.org/m/library/debian:12  2 blobs, 12.3 MB sent
                        example.org/m/library/debian:12  there already
                        """);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("trying again");
    }

    @Test
    void image_isLookedInto_andShown() throws Exception {
        commands.run(new Invocation.InspectImage(SHOP, "example.org/shop:1"));

        assertThat(stages.calls).containsExactly(ImageName.parse("example.org/shop:1"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        example.org/shop:1 linux/amd64  12.3 kB packed, id 7692c3ad3540
                        settings
                          user  app
                        layers, packed
                            12.3 kB  run make
                        folders, unpacked
                             1.2 MB  /usr
                        """);
        assertThatThrownBy(() -> commands.run(new Invocation.InspectImage(SHOP, "A B")))
                .hasMessage("`A B` is no name of an image");
    }

    @Test
    void doctor_saysHowItIs_andWhatToDo() throws Exception {
        Invocation doctor = new Invocation.Doctor(SHOP, Builders.NONE, false, false);
        assertThat(commands.run(doctor)).isEqualTo(ExitCode.DONE);
        Finding poor =
                new Finding("linux/arm64", Finding.State.LACKING, "no emulation", "install it");
        Finding bad = new Finding("disk", Finding.State.BROKEN, "only 1 MB", "make room");
        stages.checkup = new Checkup(List.of(poor, bad));

        assertThat(commands.run(doctor)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        lacking  jbuild  1; started without its launcher, so slowly, and never from the ledger
                                  start `bin/jbuild` of a distribution
                        well     engine  Docker 28
                        all that builds need is well
                        lacking  jbuild       1; started without its launcher, so slowly, and never from the ledger
                                  start `bin/jbuild` of a distribution
                        lacking  linux/arm64  no emulation
                                  install it
                        broken   disk         only 1 MB
                                  make room
                        1 broken: builds fail
                        """);

        out.reset();
        commands.run(new Invocation.Doctor(SHOP, Builders.NONE, false, true));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"version\": \"jbuild 1\"",
                        "\"subject\": \"jbuild\"",
                        "\"well\": false",
                        "\"state\": \"broken\"",
                        "\"cure\": \"make room\"");
    }

    @Test
    void doctor_isToldOfAllTargets(@TempDir Path folder) throws Exception {
        ProjectOptions project = new ProjectOptions(folder, new TreeMap<>(Map.of("TAG", "1")));
        Invocation doctor = new Invocation.Doctor(project, Builders.NONE, true, false);
        commands.run(doctor);
        // Without a build file, nobody is asked for its targets.
        assertThat(stages.calls)
                .singleElement(InstanceOfAssertFactories.type(BuildRequest.class))
                .satisfies(
                        request -> {
                            assertThat(request.root()).isEqualTo(folder);
                            assertThat(request.allowed().lock()).isEqualTo(LockUse.OFFLINE);
                        });

        stages.calls.clear();
        Files.writeString(folder.resolve("jbuild.groovy"), "jbuild '1'");
        commands.run(new Invocation.Doctor(project, Builders.NONE, false, false));
        assertThat(stages.calls).hasSize(2);
        assertThat((LoadRequest) stages.calls.getFirst())
                .satisfies(
                        request -> {
                            assertThat(request.goals()).containsExactly("+all");
                            assertThat(request.arguments()).containsEntry("TAG", "1");
                        });
        assertThat(((BuildRequest) stages.calls.getLast()).allowed().lock())
                .isEqualTo(LockUse.FROZEN);

        stages.mistake =
                Optional.of(
                        new UserMistake(Diagnostic.of("typo", "there is no word `tarket`", "")));
        out.reset();
        assertThat(commands.run(doctor)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "lacking  jbuild.groovy  does not tell which registries it needs: there is"
                                + " no word `tarket`");
    }

    @Test
    void noGoal_showsTargetsAndIsAMistake() throws Exception {
        assertThat(commands.run(new Invocation.NoGoal(SHOP))).isEqualTo(ExitCode.MISTAKE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("+all  any  Everything");
        assertThat(out.size()).isZero();
    }

    @Test
    void version_onStandardOutput() throws Exception {
        assertThat(commands.run(new Invocation.Version())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("jbuild 1\n");
    }

    /** Remembers the requests and answers with one target. */
    private static final class FakeStages implements Stages {
        final List<Object> calls = new ArrayList<>();
        NodeOutcome outcome = new NodeOutcome.Reused(Duration.ZERO);
        Explanation explanation =
                new Explanation(
                        new Plan(new LinkedHashMap<>(), List.of(), List.of()),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>());
        List<Delivery> plans = List.of();
        Optional<UserMistake> mistake = Optional.empty();
        Checkup checkup =
                new Checkup(List.of(new Finding("engine", Finding.State.WELL, "Docker 28", "")));
        CacheReport cache = new CacheReport.Verified(0, 0, 0, List.of());

        @Override
        public List<TargetInfo> list(LoadRequest request, Repositories repositories) {
            return List.of(new TargetInfo(ALL.target(), "Everything", List.of(), SPAN));
        }

        @Override
        public List<TargetDoc> document(LoadRequest request, Repositories repositories) {
            calls.add(request.goals());
            return List.of(
                    new TargetDoc(ALL.target(), "Everything", AMD64, AMD64, List.of(), List.of()));
        }

        @Override
        public Evaluation evaluate(LoadRequest request, Repositories repositories)
                throws BuildException {
            calls.add(request);
            if (mistake.isPresent()) {
                throw mistake.get();
            }
            return new Evaluation(PROJECT, List.of());
        }

        @Override
        public BuildReport build(BuildRequest request, Consumer<BuildEvent> events, Visit visit) {
            calls.add(request);
            events.accept(new BuildEvent.Notice("hello"));
            SequencedMap<RecipeId, NodeOutcome> nodes = new LinkedHashMap<>();
            nodes.put(ALL, outcome);
            return new BuildReport(nodes, List.of(), Duration.ZERO);
        }

        @Override
        public Explanation explain(BuildRequest request) {
            calls.add(request);
            return explanation;
        }

        @Override
        public MirrorReport mirror(
                Path root,
                Map<String, String> environment,
                String mirrors,
                Consumer<BuildEvent> events) {
            calls.add(mirrors);
            events.accept(new BuildEvent.Notice("trying again"));
            ImageName from = ImageName.parse("debian:12");
            ImageName to = ImageName.parse("example.org/m/library/debian:12");
            return new MirrorReport(
                    List.of(
                            new MirrorReport.Copy(from, to, 2, 12_345_678),
                            new MirrorReport.Copy(from, to, 0, 0)));
        }

        @Override
        public List<ImageContents> inspect(
                Map<String, String> environment, Path state, ImageName name) {
            calls.add(name);
            Digest one = Digest.of("one".getBytes(StandardCharsets.UTF_8));
            return List.of(
                    new ImageContents(
                            AMD64,
                            one,
                            new LinkedHashMap<>(Map.of("user", "app")),
                            List.of(new ImageContents.Layer(one, 12_345, "run make")),
                            List.of(new ImageContents.Folder("/usr", 1_234_567))));
        }

        @Override
        public BuildReport planReleases(BuildRequest request, Consumer<BuildEvent> events) {
            calls.add(request);
            SequencedMap<RecipeId, NodeOutcome> nodes = new LinkedHashMap<>();
            nodes.put(ALL, outcome);
            return new BuildReport(nodes, plans, Duration.ZERO);
        }

        @Override
        public CdnReport cdn(
                Path root,
                Map<String, String> environment,
                Path state,
                String origin,
                CdnTask task) {
            calls.add(task);
            Digest one = Digest.of("one".getBytes(StandardCharsets.UTF_8));
            return new CdnReport(
                    origin, List.of(new CdnReport.Kept(one, Instant.EPOCH)), List.of(one));
        }

        @Override
        public Repositories repositories(RepositoryUse use, Consumer<BuildEvent> events) {
            return Repositories.NONE;
        }

        @Override
        public LockFile lock(Path root) {
            return LockFile.EMPTY;
        }

        @Override
        public LockReport lock(
                BuildRequest request, LockTask task, LockFile was, Consumer<BuildEvent> events) {
            calls.add(request);
            calls.add(task);
            Digest one = Digest.of("one".getBytes(StandardCharsets.UTF_8));
            Digest two = Digest.of("two".getBytes(StandardCharsets.UTF_8));
            LockedImage before = new LockedImage(one).with(Map.of(AMD64, one));
            return new LockReport(
                    List.of(
                            new LockChange.Image(
                                    ImageName.parse("debian:12"),
                                    Optional.empty(),
                                    Optional.of(
                                            before.with(
                                                    Map.of(Platform.parse("linux/arm64"), two)))),
                            new LockChange.Image(
                                    ImageName.parse("node:22"),
                                    Optional.of(before),
                                    Optional.of(new LockedImage(two).with(Map.of(AMD64, two)))),
                            new LockChange.Commit(
                                    new GitRef("https://example.org/a.git", "main"),
                                    Optional.of("1".repeat(40)),
                                    Optional.of("2".repeat(40))),
                            new LockChange.Download(
                                    "https://example.org/tool.tar.gz",
                                    Optional.of(one),
                                    Optional.of(two))),
                    3,
                    1,
                    2);
        }

        @Override
        public Checkup examine(BuildRequest request) {
            calls.add(request);
            return checkup;
        }

        @Override
        public CacheReport cache(Path state, CacheTask task, CacheSize size) {
            calls.addAll(List.of(state, task, size));
            return cache;
        }
    }
}
