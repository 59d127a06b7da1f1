package dev.jbuild.engine;

import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.lock.LockedImage;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.engine.secret.Secrets;
import dev.jbuild.engine.store.CacheFolder;
import dev.jbuild.engine.store.CacheSize;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.trust.Trust;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.Reading;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.TargetRef;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Changes exactly one thing of a project, and says which of its nodes run again for it. All of it
 * is decided by keys, so no engine is needed.
 *
 * <p>The project: {@code deps} ← {@code compile} ← {@code release} → {@code assets}; {@code tool}
 * stands alone. {@code deps}, {@code compile} and {@code tool} are from debian, {@code assets} is
 * from node.
 */
class RerunTableTest {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> ALL = Set.of("deps", "compile", "assets", "release", "tool");
    private static final Set<String> SOURCES = Set.of("compile", "release");
    private static final Set<String> WEB = Set.of("assets", "release");

    @TempDir Path root;
    @TempDir Path state;
    private final Things things = new Things();

    /** What can be changed beside the files. */
    static final class Things {
        final Map<String, String> imageIds = new HashMap<>(Map.of("debian", "1", "node", "2"));
        final Map<String, String> names = new HashMap<>();
        String index = "index";
        String debian = "debian:12";
        String argument = "used";
        SortedMap<String, String> unused = new TreeMap<>();
        String variable = "prod";
        String secretId = "npm-token";
        Duration timeout = Duration.ofMinutes(1);
        String cacheId = "npm";
        String doc = "";
        String destination = "build/out";
        String image = "shop:1";
        boolean swapped;
        boolean ifExists;
        int line = 1;
        Platform platform = AMD64;
        RunOptions.When when = RunOptions.When.CHANGED;
        final Map<String, String> environment = new HashMap<>();
        final Map<String, String> secrets = new HashMap<>(Map.of("npm-token", "one"));
        final List<Reading> readings = new ArrayList<>();
        final List<String> alsoLocked = new ArrayList<>();
        Trust trust = new Trust.Host();
    }

    @FunctionalInterface
    interface Change {
        void make(Path root, Things things) throws IOException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                row("nothing", NONE, (root, things) -> {}),
                row("a byte", SOURCES, (root, _) -> write(root, "src/a.c", "A")),
                row("a byte, same size and time", SOURCES, RerunTableTest::rewriteInPlace),
                row("mode", SOURCES, (root, _) -> mode(root.resolve("src/a.c"), "rwxr-xr-x")),
                row(
                        "mode of a folder",
                        SOURCES,
                        (root, _) -> mode(root.resolve("src"), "rwx------")),
                row("target of a link", SOURCES, (root, _) -> link(root, "src/link", "b.c")),
                row("link becomes file", SOURCES, (root, _) -> write(root, "src/link", "a")),
                row("name of a file", SOURCES, (root, _) -> move(root, "src/a.c", "src/z.c")),
                row("case of a name", SOURCES, (root, _) -> move(root, "src/a.c", "src/A.c")),
                row("file added", SOURCES, (root, _) -> write(root, "src/new.c", "")),
                row("file removed", SOURCES, (root, _) -> Files.delete(root.resolve("src/b.c"))),
                row(
                        "empty folder added",
                        SOURCES,
                        (root, _) -> Files.createDirectory(root.resolve("src/empty"))),
                row("line feed in a name", SOURCES, (root, _) -> write(root, "src/x\ny", "")),
                row("ignored file changed", NONE, (root, _) -> write(root, "src/x.log", "other")),
                row("ignored file added", NONE, (root, _) -> write(root, "src/y.log", "")),
                row(
                        "ignore rule for nothing",
                        NONE,
                        (root, _) -> write(root, ".jbuildignore", "**/*.log\n*.nothing\n")),
                row(
                        "ignore rule for a file",
                        SOURCES,
                        (root, _) -> write(root, ".jbuildignore", "**/*.log\nsrc/b.c\n")),
                row("file that nobody copies", NONE, (root, _) -> write(root, "README", "other")),
                row(
                        "another name in the lock",
                        NONE,
                        (_, things) -> things.alsoLocked.add("alpine:3")),
                row("file of the web", WEB, (root, _) -> write(root, "web/a.js", "other")),
                row(
                        "file of the lowest node",
                        Set.of("deps", "compile", "release"),
                        (root, _) -> write(root, "pom", "other")),
                row("mounted file", WEB, (root, _) -> write(root, "conf/npmrc", "other")),
                row("modification time", NONE, RerunTableTest::touch),
                row("owner", NONE, RerunTableTest::changeOwner),
                row(
                        "bits that give rights",
                        NONE,
                        (root, _) ->
                                Files.setAttribute(root.resolve("src/a.c"), "unix:mode", 06644)),
                row("argument that is used", SOURCES, (_, things) -> things.argument = "other"),
                row(
                        "argument that is not used",
                        NONE,
                        (_, things) -> things.unused.put("K", "other")),
                row("variable", WEB, (_, things) -> things.variable = "dev"),
                row(
                        "variable of the environment",
                        NONE,
                        (_, things) -> things.environment.put("NODE_ENV", "dev")),
                row(
                        "variable that the build file reads and no step has in it",
                        NONE,
                        (_, things) ->
                                things.readings.add(
                                        new Reading.Variable("CI", Optional.of("true")))),
                row(
                        "proxy",
                        NONE,
                        (_, things) ->
                                things.environment.put("HTTPS_PROXY", "http://proxy.example")),
                row(
                        "mirror",
                        NONE,
                        (_, things) ->
                                things.environment.put(
                                        "JBUILD_MIRRORS", "docker.io=mirror.example.org/hub")),
                row("trust", NONE, (_, things) -> things.trust = new Trust.None()),
                row("name of a secret", WEB, (_, things) -> things.secretId = "other"),
                row(
                        "value of a secret",
                        NONE,
                        (_, things) -> things.secrets.put("npm-token", "two")),
                row(
                        "value of a secret in the environment",
                        NONE,
                        (_, things) -> {
                            things.secrets.clear();
                            things.environment.put("npm-token", "three");
                        }),
                row("time limit", NONE, (_, things) -> things.timeout = Duration.ofHours(1)),
                row("cache id", WEB, (_, things) -> things.cacheId = "other"),
                row("order of steps", WEB, (_, things) -> things.swapped = true),
                row("option of a copy", WEB, (_, things) -> things.ifExists = true),
                row("platform", ALL, (_, things) -> things.platform = ARM64),
                row(
                        "base image in the lock",
                        Set.of("deps", "compile", "release", "tool"),
                        (_, things) -> things.imageIds.put("debian", "other")),
                row("index with the same image", NONE, (_, things) -> things.index = "other"),
                row(
                        "name of the same image",
                        NONE,
                        (_, things) -> things.debian = "debian:bookworm"),
                row("doc", NONE, (_, things) -> things.doc = "Says more"),
                row(
                        "name of a target",
                        NONE,
                        (_, things) -> things.names.put("compile", "renamed")),
                row("place in the build file", NONE, (_, things) -> things.line = 7),
                row("where files are delivered to", NONE, (_, things) -> things.destination = "x"),
                row("name of the made image", NONE, (_, things) -> things.image = "shop:2"));
    }

    private static Arguments row(String what, Set<String> reruns, Change change) {
        return Arguments.of(what, reruns, change);
    }

    @BeforeEach
    void writeFiles() throws IOException {
        write(root, "pom", "pom");
        write(root, "src/a.c", "a");
        write(root, "src/b.c", "b");
        write(root, "src/x.log", "log");
        link(root, "src/link", "a.c");
        write(root, "web/a.js", "js");
        write(root, "conf/npmrc", "conf");
        write(root, "README", "read me");
        write(root, ".jbuildignore", "**/*.log\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void change_rerunsExactly(String what, Set<String> reruns, Change change) throws Exception {
        Map<String, ActionKey> before = keys();
        change.make(root, things);
        Map<String, ActionKey> after = keys();

        Set<String> changed = new TreeSet<>();
        before.forEach(
                (name, key) -> {
                    if (!key.equals(after.get(name))) {
                        changed.add(name);
                    }
                });
        assertThat(changed).as(what).isEqualTo(new TreeSet<>(reruns));
    }

    @Test
    void nextBuild_rerunsWhatIsDueInEveryBuild() throws Exception {
        things.when = RunOptions.When.ALWAYS;
        Map<String, ActionKey> before = keys();

        assertThat(keys())
                .isNotEqualTo(before)
                .containsEntry("compile", before.get("compile"))
                .doesNotContainEntry("assets", before.get("assets"))
                .doesNotContainEntry("release", before.get("release"));
    }

    /**
     * The keys by the first name of each target, whatever it is called by now, found as a process
     * of its own finds them: with stores of its own, from the lock and the files on the disk.
     */
    private Map<String, ActionKey> keys() throws Exception {
        Plan plan = Planner.plan(project());
        lock(plan).write(root);
        BuildRequest request = request();
        try (Contact contact = new Contact(request);
                Workbench bench =
                        new Workbench(
                                request,
                                contact,
                                Placement.of(plan, contact.builders()),
                                List.of(),
                                Demands.of(plan, false),
                                event -> {})) {
            DiskCache cache = Build.openCache(request, event -> {});
            Map<RecipeId, ActionKey> keys =
                    KeyedPlan.of(
                                    plan,
                                    Preview.inputs(
                                            plan, cache, Build.openDigests(request, cache), bench))
                            .keys();
            Map<String, ActionKey> byName = new TreeMap<>();
            for (String name : ALL) {
                byName.put(name, keys.get(id(name)));
            }
            return byName;
        }
    }

    private LockFile lock(Plan plan) {
        LockFile lock = LockFile.EMPTY;
        for (BaseUse use : Bases.uses(plan.recipes(), Map.of()).keySet()) {
            String repository = use.name().repository().replace("library/", "");
            Digest id = digest(things.imageIds.getOrDefault(repository, "unknown"));
            lock =
                    lock.with(
                            use.name(),
                            new LockedImage(digest(things.index)).with(Map.of(use.platform(), id)));
        }
        for (String other : things.alsoLocked) {
            lock = lock.with(ImageName.parse(other), new LockedImage(digest("any")));
        }
        return lock;
    }

    private BuildRequest request() {
        return new BuildRequest(
                root,
                new Evaluation(project(), things.readings),
                things.unused,
                new Permissions(false, false, LockUse.EXTEND),
                new Session(
                        things.environment,
                        new Secrets(new TreeMap<>(things.secrets), new TreeMap<>()),
                        things.trust),
                new CacheFolder(state, CacheSize.usual()));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private RecipeId id(String name) {
        return new RecipeId(
                new TargetRef("", things.names.getOrDefault(name, name)),
                things.platform,
                name.equals("compile") ? things.unused : new TreeMap<>());
    }

    private Project project() {
        List<Recipe> recipes =
                List.of(
                        recipe("deps", image(things.debian), copy("pom", Step.CopyOptions.DEFAULT)),
                        recipe(
                                "compile",
                                new Step.From(new Step.Base.Target(id("deps")), span()),
                                copy("src", Step.CopyOptions.DEFAULT),
                                run("make " + things.argument, RunOptions.DEFAULT),
                                artifact("out", Optional.of(things.destination))),
                        recipe("assets", assets().toArray(Step[]::new)),
                        recipe(
                                "release",
                                new Step.From(new Step.Base.Scratch(), span()),
                                artifactOf("compile"),
                                artifactOf("assets"),
                                new Step.Image(
                                        List.of(ImageName.parse(things.image)), false, span())),
                        recipe("tool", image(things.debian), run("true", RunOptions.DEFAULT)));
        SequencedMap<RecipeId, Recipe> all = new LinkedHashMap<>();
        recipes.forEach(recipe -> all.put(recipe.id(), recipe));
        return new Project(List.of(id("release"), id("tool")), all);
    }

    private List<Step> assets() {
        RunOptions options =
                new RunChange()
                        .secret(new RunOptions.Secret.Variable("TOKEN", things.secretId))
                        .mount("/conf", new Step.CopySource.Context("", List.of("conf")))
                        .timeout(things.timeout)
                        .when(things.when)
                        .options();
        List<Step> runs =
                new ArrayList<>(
                        List.of(run("npm ci", options), run("npm test", RunOptions.DEFAULT)));
        if (things.swapped) {
            Collections.reverse(runs);
        }
        List<Step> steps = new ArrayList<>();
        steps.add(image("node:22"));
        steps.add(new Step.Env(new LinkedHashMap<>(Map.of("NODE_ENV", things.variable)), span()));
        steps.add(
                new Step.Cache(
                        "/root/.npm",
                        things.cacheId,
                        Step.Sharing.SHARED,
                        Optional.empty(),
                        Optional.empty(),
                        span()));
        steps.add(
                copy(
                        "web",
                        new Step.CopyOptions(
                                Optional.empty(), Optional.empty(), List.of(), things.ifExists)));
        steps.addAll(runs);
        steps.add(artifact("out", Optional.empty()));
        return steps;
    }

    private Recipe recipe(String name, Step... steps) {
        return new Recipe(id(name), things.platform, things.doc, Arrays.asList(steps), span());
    }

    private SourceSpan span() {
        return new SourceSpan("jbuild.groovy", things.line, 1, 2);
    }

    private Step image(String name) {
        return new Step.From(new Step.Base.Image(ImageName.parse(name)), span());
    }

    private Step run(String script, RunOptions options) {
        return new Step.Run(new Step.Command.Script(script), options, span());
    }

    private Step copy(String pattern, Step.CopyOptions options) {
        return new Step.Copy(
                new Step.CopySource.Context("", List.of(pattern)), "./", options, span());
    }

    private Step artifactOf(String target) {
        return new Step.Copy(
                new Step.CopySource.Artifact(id(target), "out"),
                "/" + target,
                Step.CopyOptions.DEFAULT,
                span());
    }

    private Step artifact(String path, Optional<String> saveAs) {
        return new Step.Artifact(path, saveAs, span());
    }

    private static void write(Path root, String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, content);
    }

    private static void link(Path root, String path, String target) throws IOException {
        Files.deleteIfExists(root.resolve(path));
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }

    private static void move(Path root, String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to));
    }

    private static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void rewriteInPlace(Path root, Things things) throws IOException {
        Path file = root.resolve("src/a.c");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "b");
        Files.setLastModifiedTime(file, time);
    }

    private static void touch(Path root, Things things) throws IOException {
        Files.setLastModifiedTime(
                root.resolve("src/a.c"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    /** Without the right to give a file away, this changes nothing, which is expected too. */
    private static void changeOwner(Path root, Things things) throws IOException {
        if (Files.getAttribute(root, "unix:uid").equals(0)) {
            Files.setAttribute(root.resolve("src/a.c"), "unix:uid", 12345);
        }
    }
}
