package dev.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.ActionRecord;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.engine.base.BasePin;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.context.ContextScan;
import dev.jbuild.engine.context.SourceFolders;
import dev.jbuild.engine.event.Effort;
import dev.jbuild.engine.event.NodeOutcome;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.secret.SecretValues;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.engine.why.Reason;
import dev.jbuild.engine.why.Reason.Kind;
import dev.jbuild.engine.why.Verdict;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds a project, changes exactly one thing, and asks why it would be built again. All of it is
 * decided by keys, so no engine is needed: a build publishes a record for each node.
 */
class ChronicleTest {
    private static final RecipeId APP = TestProject.id("app", TestProject.AMD64);
    private static final Effort EFFORT = new Effort(Duration.ofSeconds(5), Duration.ofSeconds(3));
    private static final RecipeId DEPS = TestProject.id("deps", TestProject.AMD64);

    @TempDir Path folder;
    private Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final SortedMap<String, String> arguments = new TreeMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final SortedMap<String, String> secrets = new TreeMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private String buildId = "the first one";
    private String base = "debian:12";
    private boolean isKnown = true;
    private String script = "make";
    private Consumer<TestRecipe> more = recipe -> {};

    @BeforeEach
    void writeFiles() throws IOException {
        root = Files.createDirectory(folder.resolve("project"));
        write("pom", "pom");
        write("src/a.c", "a");
        write("src/b.c", "b");
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Project project() {
        return new TestProject()
                .target("deps", t -> t.from(base).copy("pom", "/"))
                .target(
                        "app",
                        t -> {
                            t.fromTarget("deps").copy("src", "/src/").run(script);
                            more.accept(t);
                            t.artifact("/out");
                        })
                .goals("app");
    }

    /** One build or one look, each with stores of its own, as another process has them. */
    private final class Look {
        final DiskCache cache;
        final KeyedPlan nodes;
        final Chronicle chronicle;

        Look() throws Exception {
            cache = DiskCache.open(folder.resolve("state"), damage -> {});
            Plan plan = Planner.plan(project());
            FileDigests digests =
                    FileDigests.open(cache.stateFile("index"), InstantSource.system());
            Map<BaseUse, BasePin> pins = new HashMap<>();
            Bases.uses(plan.recipes(), Map.of())
                    .forEach(
                            (use, span) ->
                                    pins.put(
                                            use,
                                            isKnown
                                                    ? BasePin.of(
                                                            use.name(),
                                                            digest("index"),
                                                            digest(
                                                                    ids.getOrDefault(
                                                                            use.name().toString(),
                                                                            use.name().toString())),
                                                            span)
                                                    : BasePin.unknown(span)));
            nodes =
                    KeyedPlan.of(
                            plan,
                            new Inputs(
                                    Survey.files(
                                            plan,
                                            new ContextScan(
                                                    new SourceFolders(root, Map.of()), digests)),
                                    Map.of(),
                                    pins,
                                    Map.of(),
                                    Map.of(),
                                    buildId));
            BuildRequest request =
                    new BuildRequest(
                            root,
                            new Evaluation(project(), readings),
                            arguments,
                            new Permissions(false, false, LockUse.EXTEND),
                            new Session(
                                    environment,
                                    new Secrets(secrets, new TreeMap<>()),
                                    new Trust.None()),
                            new CacheFolder(folder.resolve("state"), CacheSize.usual()));
            chronicle =
                    new Chronicle(
                            request,
                            nodes,
                            cache,
                            SecretValues.of(secrets.keySet(), request.session().secrets(), Map.of())
                                    .mask());
        }

        Standing standing() throws IOException {
            return Standing.of(nodes, cache.actions());
        }

        void forget(RecipeId id) throws IOException {
            cache.actions().forget(nodes.key(id));
        }
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private void build() throws Exception {
        Look look = new Look();
        Standing standing = look.standing();
        SequencedMap<RecipeId, List<Reason>> wanted = look.chronicle.reasons(standing);
        Map<RecipeId, NodeOutcome> outcomes = new LinkedHashMap<>();
        for (RecipeId id : look.nodes.plan().nodes().keySet()) {
            outcomes.put(id, new NodeOutcome.Reused(Duration.ZERO));
            if (wanted.containsKey(id)) {
                outcomes.put(id, new NodeOutcome.Built(EFFORT, 1));
                look.cache
                        .actions()
                        .publish(
                                look.nodes.key(id),
                                new ActionRecord(Standing.facts(EFFORT), List.of()));
            }
        }
        look.chronicle.remember(outcomes, wanted);
    }

    private List<Reason> why(RecipeId id) throws Exception {
        Look look = new Look();
        return look.chronicle.verdicts(look.standing()).get(id)
                        instanceof Verdict.Solve(List<Reason> reasons)
                ? reasons
                : List.of();
    }

    private static Reason reason(Kind kind, String text) {
        return new Reason(kind, text);
    }

    @Test
    void why_neverBuilt() throws Exception {
        assertThat(why(APP))
                .containsExactly(reason(Kind.NEVER_BUILT, "it has never been built here"));
    }

    @Test
    void why_nothingChanged_isReusedAndSaysWhenAndWhyItWasMade() throws Exception {
        build();
        write("src/a.c", "A");
        build();

        Look look = new Look();
        assertThat(look.chronicle.verdicts(look.standing()).get(APP))
                .isInstanceOfSatisfying(
                        Verdict.Reuse.class,
                        reuse -> {
                            assertThat(reuse.saved()).isEqualTo(Duration.ofSeconds(3));
                            assertThat(reuse.made().orElseThrow().reasons())
                                    .containsExactly("`src/a.c` has another content");
                        });
        assertThat(why(DEPS)).isEmpty();
    }

    @Test
    void why_contentOfAFile() throws Exception {
        build();
        write("src/a.c", "A");
        assertThat(why(APP)).containsExactly(reason(Kind.FILE, "`src/a.c` has another content"));
    }

    @Test
    void why_modeOfAFile() throws Exception {
        Files.setPosixFilePermissions(
                root.resolve("src/a.c"), PosixFilePermissions.fromString("rw-r--r--"));
        build();
        Files.setPosixFilePermissions(
                root.resolve("src/a.c"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(why(APP))
                .containsExactly(reason(Kind.FILE, "`src/a.c` has the mode 755, had 644"));
    }

    @Test
    void why_filesThatComeAndGo() throws Exception {
        build();
        write("src/c.c", "c");
        assertThat(why(APP)).containsExactly(reason(Kind.FILE, "`src/c.c` is new"));

        Files.delete(root.resolve("src/c.c"));
        Files.delete(root.resolve("src/a.c"));
        assertThat(why(APP)).containsExactly(reason(Kind.FILE, "`src/a.c` is gone"));

        Files.createSymbolicLink(root.resolve("src/a.c"), Path.of("b.c"));
        assertThat(why(APP)).containsExactly(reason(Kind.FILE, "`src/a.c` is a link now"));
    }

    @Test
    void why_manyFiles_aFewAreNamed() throws Exception {
        build();
        for (int i = 0; i < 7; i++) {
            write("src/new" + i, "");
        }
        assertThat(why(APP))
                .hasSize(6)
                .contains(reason(Kind.FILE, "`src/new4` is new"))
                .endsWith(reason(Kind.FILE, "2 more files changed"));
    }

    @Test
    void why_argument_isNamedWithBothValues() throws Exception {
        arguments.put("LEVEL", "one");
        arguments.put("OTHER", "x");
        script = "make one";
        build();
        arguments.put("LEVEL", "two");
        arguments.put("OTHER", "y");
        script = "make two";
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.ARGUMENT,
                                "argument `LEVEL` is `two`, was `one`: `run make two`"
                                        + " (jbuild.groovy:2) was `run make one`"));
    }

    @Test
    void why_argumentThatDecidesWithoutBeingSeen_isNamed() throws Exception {
        build();
        arguments.put("DEBUG", "true");
        script = "make -g";
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.ARGUMENT,
                                "argument `DEBUG` is `true`, was not given: `run make -g`"
                                        + " (jbuild.groovy:2) was `run make`"));
    }

    @Test
    void why_argumentThatNoStepUses_isNoReason() throws Exception {
        build();
        arguments.put("UNUSED", "1");
        assertThat(why(APP)).isEmpty();
    }

    @Test
    void why_variable_isNamedWithoutItsValue() throws Exception {
        environment.put("MODE", "slow");
        readings.add(new Reading.Variable("MODE", Optional.of("slow")));
        script = "make slow";
        build();
        environment.put("MODE", "fast");
        readings.set(0, new Reading.Variable("MODE", Optional.of("fast")));
        script = "make fast";
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.VARIABLE,
                                "variable `MODE` has another value: `run make fast`"
                                        + " (jbuild.groovy:2) was `run make slow`"));
    }

    @Test
    void why_fileThatTheBuildFileReads() throws Exception {
        readings.add(new Reading.File(root.resolve("VERSION"), Optional.of(digest("1"))));
        script = "make 1";
        build();
        readings.set(0, new Reading.File(root.resolve("VERSION"), Optional.of(digest("2"))));
        script = "make 2";
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.READ_FILE,
                                "`VERSION`, which the build file reads, has another content:"
                                        + " `run make 2` (jbuild.groovy:2) was `run make 1`"));
    }

    @Test
    void why_stepOfTheBuildFile() throws Exception {
        readings.add(new Reading.File(root.resolve("jbuild.groovy"), Optional.of(digest("1"))));
        build();
        readings.set(0, new Reading.File(root.resolve("jbuild.groovy"), Optional.of(digest("2"))));
        script = "make all";
        assertThat(why(APP))
                .containsExactly(
                        reason(Kind.STEP, "`run make all` (jbuild.groovy:2) was `run make`"));
    }

    @Test
    void why_stepsThatComeAndGoAndMove() throws Exception {
        build();
        more = recipe -> recipe.workdir("/w").user("ada");
        assertThat(why(APP))
                .containsExactly(
                        reason(Kind.STEP, "`workdir /w` (jbuild.groovy:2) is new"),
                        reason(Kind.STEP, "`user ada` (jbuild.groovy:2) is new"));
        build();
        more = recipe -> recipe.user("ada").workdir("/w");
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.STEP,
                                "its steps are in another order, from jbuild.groovy:2 on"));
        more = recipe -> recipe.user("ada");
        assertThat(why(APP))
                .containsExactly(reason(Kind.STEP, "`workdir /w` (jbuild.groovy:2) is gone"));
    }

    @Test
    void why_optionThatTheTextDoesNotShow() throws Exception {
        build();
        more = recipe -> {};
        script = "make " + "x".repeat(200) + "1";
        build();
        script = "make " + "x".repeat(200) + "2";
        assertThat(why(APP))
                .singleElement()
                .satisfies(
                        reason -> {
                            assertThat(reason.kind()).isEqualTo(Kind.STEP);
                            assertThat(reason.text())
                                    .endsWith("is another, though it begins alike");
                        });
    }

    @Test
    void why_baseImage() throws Exception {
        build();
        base = "debian:13";
        assertThat(why(DEPS))
                .containsExactly(
                        reason(
                                Kind.BASE_IMAGE,
                                "image `docker.io/library/debian:13 for linux/amd64`, not"
                                        + " `docker.io/library/debian:12 for linux/amd64`"));
    }

    @Test
    void why_lockEntry() throws Exception {
        build();
        ids.put("docker.io/library/debian:12", "other");
        assertThat(why(DEPS))
                .containsExactly(
                        reason(
                                Kind.LOCK_ENTRY,
                                "image `docker.io/library/debian:12 for linux/amd64`: `jbuild.lock`"
                                        + " says it is "
                                        + digest("other").hex().substring(0, 12)
                                        + ", it was "
                                        + digest("docker.io/library/debian:12")
                                                .hex()
                                                .substring(0, 12)));
    }

    @Test
    void why_lockEntryThatIsGone() throws Exception {
        build();
        isKnown = false;
        assertThat(why(DEPS))
                .containsExactly(
                        reason(
                                Kind.LOCK_ENTRY,
                                "image `docker.io/library/debian:12 for linux/amd64`: `jbuild.lock`"
                                        + " does not say any more what it is"));
    }

    @Test
    void why_upstreamNode_isNamedAndHasReasonsOfItsOwn() throws Exception {
        build();
        write("pom", "other");
        assertThat(why(APP))
                .containsExactly(
                        reason(Kind.UPSTREAM, "`+deps linux/amd64`, which it uses, has changed"));
        assertThat(why(DEPS)).containsExactly(reason(Kind.FILE, "`pom` has another content"));
    }

    @Test
    void why_evicted() throws Exception {
        build();
        new Look().forget(APP);
        assertThat(why(APP))
                .containsExactly(reason(Kind.EVICTED, "its result is not in the cache any more"));
        assertThat(why(DEPS)).isEmpty();
    }

    @Test
    void why_damaged() throws Exception {
        build();
        String key = new Look().nodes.key(APP).hex();
        Path record = folder.resolve("state/v1/actions").resolve(key.substring(0, 2)).resolve(key);
        Files.delete(record);
        Files.writeString(record, "x".repeat(100));
        assertThat(why(APP))
                .containsExactly(
                        reason(
                                Kind.EVICTED,
                                "the record of its result was damaged: its checksum is wrong"));
    }

    @Test
    void why_stepOfEveryBuild() throws Exception {
        RunOptions always = new RunChange().when(RunOptions.When.ALWAYS).options();
        more = recipe -> recipe.run("date", always);
        build();
        buildId = "the next one";
        assertThat(why(APP))
                .containsExactly(
                        reason(Kind.EVERY_BUILD, "it has a step that is due in every build"));
    }

    @Test
    void why_neededByNobody_isLeft() throws Exception {
        build();
        new Look().forget(DEPS);
        Look look = new Look();
        assertThat(look.chronicle.verdicts(look.standing()).get(DEPS))
                .isEqualTo(new Verdict.Leave());
    }

    @Test
    void remember_hasNoSecretInIt() throws Exception {
        secrets.put("token", "hunter2");
        environment.put("PASS", "correct horse");
        arguments.put("NOTE", "says hunter2");
        readings.add(new Reading.Variable("PASS", Optional.of("correct horse")));
        script = "login hunter2";
        build();
        script = "login hunter2 now";
        build();
        assertThat(why(APP)).isEmpty();

        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(
                            file ->
                                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                            .doesNotContain("hunter2", "correct horse"));
        }
    }
}
