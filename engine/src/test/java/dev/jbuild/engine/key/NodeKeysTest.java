package dev.jbuild.engine.key;

import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;
import static dev.jbuild.engine.testing.TestProject.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.engine.dockerfile.DockerfileReader;
import dev.jbuild.engine.dockerfile.DockerfileText;
import dev.jbuild.engine.testing.RunChange;
import dev.jbuild.engine.testing.ServiceChange;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.RunOptions;
import dev.jbuild.model.RunOptions.Network;
import dev.jbuild.model.RunOptions.Secret;
import dev.jbuild.model.RunOptions.When;
import dev.jbuild.model.ServiceOptions.Ready;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopySource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Changes exactly one thing at a time and says whether it is another node then. */
class NodeKeysTest {
    private static final Consumer<TestRecipe> REFERENCE =
            t ->
                    t.from(BASE)
                            .workdir("/app")
                            .env("A", "1")
                            .cache("/root/.m2", "m2")
                            .copy("src", "./")
                            .copyArtifact("other", "out", "/other")
                            .run("make")
                            .user("app")
                            .label("k", "v")
                            .artifact("out", "build/out")
                            .image("shop:dev", true);

    private static final List<String> SRC = List.of("src");

    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);

    private final ActionKey reference = key("node", AMD64, REFERENCE, new TestFacts());

    static Stream<Arguments> changes() {
        return Stream.of(
                other("another base", t -> t.from("debian:trixie-slim")),
                other("no base", TestRecipe::fromScratch),
                other("another folder", t -> t.from(BASE).workdir("/srv")),
                other("another variable", t -> t.from(BASE).env("B", "1")),
                other("another value", t -> t.from(BASE).env("A", "2")),
                other("another script", t -> t.from(BASE).run("make all")),
                other("argv for script", t -> t.from(BASE).runArgv("make")),
                other("words cut elsewhere", t -> t.from(BASE).runArgv("a", "bc")),
                other("words cut there", t -> t.from(BASE).runArgv("ab", "c")),
                other("another pattern", t -> t.from(BASE).copy("lib", "./")),
                other("another destination", t -> t.from(BASE).copy("src", "x")),
                other("an owner", t -> t.from(BASE).copy("src", "./", owned("1"))),
                other("another owner", t -> t.from(BASE).copy("src", "./", owned("2"))),
                other("a mode", t -> t.from(BASE).copy("src", "./", moded("755"))),
                other("changes of modes", t -> t.from(BASE).copy("src", "./", moded("g=u"))),
                other("times", t -> t.from(BASE).copy("src", "./", kept(true, false, false))),
                other("links", t -> t.from(BASE).copy("src", "./", kept(false, true, false))),
                other("content", t -> t.from(BASE).copy("src", "./", kept(false, false, true))),
                other("a layer of its own", t -> t.from(BASE).copy("src", "./", LINK)),
                other("another artifact", t -> t.from(BASE).copyArtifact("other", "in", "/x")),
                other("another source", t -> t.from(BASE).copyArtifact("another", "in", "/x")),
                other("another cache", t -> t.from(BASE).cache("/c", "c")),
                other("another cache id", t -> t.from(BASE).cache("/c", "d")),
                other("another user", t -> t.from(BASE).user("1")),
                other("another label", t -> t.from(BASE).label("k", "w")),
                other("another declaration", t -> t.from(BASE).artifact("in")),
                other("another cache mode", t -> t.from(BASE).step(cache("", "777"))),
                other("another cache owner", t -> t.from(BASE).step(cache("1", ""))),
                copy("an image", new CopySource.Image(ImageName.parse(BASE), List.of("a"))),
                copy("another path", new CopySource.Image(ImageName.parse(BASE), List.of("b"))),
                copy("another image", new CopySource.Image(ImageName.parse("b"), List.of("a"))),
                copy("a download", download("a", "1", false)),
                copy("another file", download("b", "1", false)),
                copy("another content", download("a", "2", false)),
                copy("an archive", download("a", "1", true)),
                copy("a repository", repository("https://a/b", "1".repeat(40))),
                copy("another commit", repository("https://a/b", "2".repeat(40))),
                copy("another repository", repository("https://a/c", "1".repeat(40))),
                step("an annotation", new Step.Annotation(new TreeMap<>(Map.of("k", "v")), SPAN)),
                step("another one", new Step.Annotation(new TreeMap<>(Map.of("k", "w")), SPAN)),
                step("a volume", new Step.Volume(List.of("/v"), SPAN)),
                step("another volume", new Step.Volume(List.of("/w"), SPAN)),
                step("a signal", new Step.StopSignal("SIGHUP", SPAN)),
                step("another signal", new Step.StopSignal("SIGINT", SPAN)),
                step("a shell", new Step.Shell(List.of("bash"), SPAN)),
                step("another shell", new Step.Shell(List.of("zsh"), SPAN)),
                health("no check", Optional.empty(), 0, 0, 0, 0),
                health("a check", Optional.of("a"), 0, 0, 0, 0),
                health("another check", Optional.of("b"), 0, 0, 0, 0),
                health("an interval", Optional.of("a"), 1, 0, 0, 0),
                health("a timeout", Optional.of("a"), 0, 1, 0, 0),
                health("a start", Optional.of("a"), 0, 0, 1, 0),
                health("retries", Optional.of("a"), 0, 0, 0, 1),
                service("none", new ServiceChange("db")),
                service("another name", new ServiceChange("pg")),
                service("another image", new ServiceChange("db").image("postgres:15")),
                service("a target", new ServiceChange("db").target("db")),
                service("another target", new ServiceChange("db").target("pg")),
                service("another platform", new ServiceChange("db").platform(ARM64)),
                service("an alias", new ServiceChange("db").alias("pg")),
                service("a variable", new ServiceChange("db").env("A", "1")),
                service("its value", new ServiceChange("db").env("A", "2")),
                service("a command", new ServiceChange("db").command("a", "b")),
                service("another one", new ServiceChange("db").command("a b")),
                service("a user", new ServiceChange("db").user("1")),
                service("memory", new ServiceChange("db").tmpfs("/t")),
                service("a port", new ServiceChange("db").ready(new Ready.Tcp(80))),
                service("another port", new ServiceChange("db").ready(new Ready.Tcp(81))),
                service("requests", new ServiceChange("db").ready(new Ready.Http(80, "/"))),
                service("another path", new ServiceChange("db").ready(new Ready.Http(80, "/a"))),
                service("its health", new ServiceChange("db").ready(new Ready.Health())),
                service("a check", new ServiceChange("db").ready(succeeds("a"))),
                service("another check", new ServiceChange("db").ready(succeeds("b"))),
                run("a variable", new RunChange().env("A", "1")),
                run("its value", new RunChange().env("A", "2")),
                run("a secret variable", new RunChange().secret(new Secret.Variable("V", "s"))),
                run("its secret", new RunChange().secret(new Secret.Variable("V", "t"))),
                run("a secret file", new RunChange().secret(new Secret.File("V", "s"))),
                run("a user", new RunChange().user("1")),
                run("a folder", new RunChange().workdir("1")),
                run("memory", new RunChange().tmpfs("/t")),
                run("files of the project", mounting("/m", new CopySource.Context("", SRC))),
                run("at another place", mounting("/n", new CopySource.Context("", SRC))),
                run("other files", mounting("/m", new CopySource.Context("", List.of("lib")))),
                run("an artifact", mounting("/m", new CopySource.Artifact(id("o"), "out"))),
                run("another artifact", mounting("/m", new CopySource.Artifact(id("o"), "in"))),
                run("of another target", mounting("/m", new CopySource.Artifact(id("p"), "out"))),
                run("no network", new RunChange().network(Network.NONE)),
                run("the engine's network", new RunChange().network(Network.HOST)),
                run("an agent", new RunChange().ssh()),
                run("privileges", new RunChange().privileged()),
                run("retries", new RunChange().retries(1)),
                run("more retries", new RunChange().retries(2)),
                run("every build", new RunChange().when(When.ALWAYS)));
    }

    private static RunChange mounting(String place, CopySource source) {
        return new RunChange().mount(place, source);
    }

    private static CopySource repository(String url, String ref) {
        return new CopySource.Repository(new GitRef(url, ref));
    }

    private static Arguments copy(String what, CopySource source) {
        return other(
                "a copy from " + what,
                t -> t.from(BASE).copy(source, "./", Step.CopyOptions.DEFAULT));
    }

    private static CopySource download(String name, String content, boolean unpack) {
        Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        return new CopySource.Download("https://example.org/" + name, Optional.of(digest), unpack);
    }

    private static Arguments step(String what, Step step) {
        return other(what, t -> t.from(BASE).step(step));
    }

    private static Arguments health(
            String what,
            Optional<String> check,
            int interval,
            int timeout,
            int start,
            int retries) {
        return step(
                what,
                new Step.Healthcheck(
                        check.map(Step.Command.Script::new),
                        Optional.of(Duration.ofSeconds(interval)).filter(Duration::isPositive),
                        Optional.of(Duration.ofSeconds(timeout)).filter(Duration::isPositive),
                        Optional.of(Duration.ofSeconds(start)).filter(Duration::isPositive),
                        retries,
                        SPAN));
    }

    private static Arguments service(String what, ServiceChange change) {
        return other("a service with " + what, t -> t.from(BASE).service(change));
    }

    private static Ready succeeds(String script) {
        return new Ready.Succeeds(new Step.Command.Script(script));
    }

    private static Arguments run(String what, RunChange change) {
        return other("a run with " + what, t -> t.from(BASE).run("make", change.options()));
    }

    private static Step.Cache cache(String owner, String mode) {
        return new Step.Cache(
                "/c",
                "c",
                Step.Sharing.SHARED,
                Optional.of(owner).filter(text -> !text.isEmpty()),
                Optional.of(mode).filter(text -> !text.isEmpty()),
                new SourceSpan("jbuild.groovy", 1, 1, 2));
    }

    private static Arguments other(String what, Consumer<TestRecipe> recipe) {
        return arguments(what, recipe);
    }

    private static final Step.CopyOptions LINK =
            new Step.CopyOptions(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false,
                    false,
                    false,
                    false,
                    true);

    private static Step.CopyOptions owned(String owner) {
        return new Step.CopyOptions(Optional.of(owner), Optional.empty(), List.of(), false);
    }

    private static Step.CopyOptions moded(String mode) {
        return new Step.CopyOptions(Optional.empty(), Optional.of(mode), List.of(), false);
    }

    private static Step.CopyOptions kept(boolean times, boolean links, boolean unpack) {
        return new Step.CopyOptions(
                Optional.empty(), Optional.empty(), List.of(), false, times, links, unpack, false);
    }

    @Test
    void key_whenAnythingInTheTableDiffers_isAnother() {
        List<ActionKey> keys =
                changes()
                        .map(
                                change -> {
                                    @SuppressWarnings("unchecked")
                                    Consumer<TestRecipe> recipe =
                                            (Consumer<TestRecipe>) change.get()[1];
                                    return key("node", AMD64, recipe, new TestFacts());
                                })
                        .toList();

        assertThat(keys).doesNotHaveDuplicates().doesNotContain(reference);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void key_whenRecipeIsTheSame_isTheSame(String what, Consumer<TestRecipe> recipe) {
        assertThat(key("node", AMD64, recipe, new TestFacts()))
                .as(what)
                .isEqualTo(key("node", AMD64, recipe, new TestFacts()));
    }

    @Test
    void key_whenStepsSwap_isAnother() {
        assertThat(key("n", AMD64, t -> t.from(BASE).run("a").run("b"), new TestFacts()))
                .isNotEqualTo(
                        key("n", AMD64, t -> t.from(BASE).run("b").run("a"), new TestFacts()));
    }

    private static Consumer<TestRecipe> dockerfile(String stage, String argument) {
        Step.Copy context =
                new Step.Copy(
                        new CopySource.Context("", List.of(".")),
                        "/",
                        Step.CopyOptions.DEFAULT,
                        SPAN);
        return t ->
                t.step(
                        new Step.From(
                                new Step.Base.Dockerfile(
                                        context,
                                        "Dockerfile",
                                        Optional.of(stage),
                                        new TreeMap<>(Map.of("A", argument)),
                                        AMD64),
                                SPAN));
    }

    @Test
    void key_whenTheFrontendOfADockerfileDiffers_isAnother() {
        Consumer<TestRecipe> file = dockerfile("s", "1");
        TestFacts facts = new TestFacts();
        facts.dockerfile = "# syntax=docker/dockerfile:1\nFROM scratch\n";
        ActionKey before = key("n", AMD64, file, facts);
        facts.image = "moved";

        assertThat(key("n", AMD64, file, facts)).isNotEqualTo(before);
    }

    @Test
    void key_ofDockerfile_coversAllThatItIsMadeOf() {
        Consumer<TestRecipe> file = dockerfile("s", "1");
        TestFacts text = new TestFacts();
        text.dockerfile = "FROM debian:12\nRUN true\n";
        TestFacts files = new TestFacts();
        files.files = "edited";
        TestFacts image = new TestFacts();
        image.image = "moved";

        assertThat(
                        List.of(
                                key("n", AMD64, file, new TestFacts()),
                                key("n", AMD64, dockerfile("t", "1"), new TestFacts()),
                                key("n", AMD64, dockerfile("s", "2"), new TestFacts()),
                                key("n", ARM64, file, new TestFacts()),
                                key("n", AMD64, file, text),
                                key("n", AMD64, file, files),
                                key("n", AMD64, file, image)))
                .doesNotHaveDuplicates();
    }

    @Test
    void key_ofDockerfileThatIsNotFixed_isAnotherInEveryBuild() {
        TestFacts one = new TestFacts();
        one.dockerfile = "FROM debian:12\nADD https://example.org/a /\n";
        TestFacts later = new TestFacts();
        later.dockerfile = one.dockerfile;
        later.build = "later";
        TestFacts fixed = new TestFacts();
        fixed.build = "later";

        assertThat(key("n", AMD64, dockerfile("s", "1"), one))
                .isNotEqualTo(key("n", AMD64, dockerfile("s", "1"), later));
        assertThat(key("n", AMD64, dockerfile("s", "1"), fixed))
                .isEqualTo(key("n", AMD64, dockerfile("s", "1"), new TestFacts()));
    }

    @Test
    void key_whenOnlyTheTimeLimitDiffers_isTheSame() {
        RunOptions limited = new RunChange().timeout(Duration.ofMinutes(1)).options();

        assertThat(key("n", AMD64, t -> t.from(BASE).run("make", limited), new TestFacts()))
                .isEqualTo(key("n", AMD64, t -> t.from(BASE).run("make"), new TestFacts()));
    }

    @Test
    void key_whenOnlyTheTimeLimitOfAServiceDiffers_isTheSame() {
        ServiceChange patient = new ServiceChange("db").timeout(Duration.ofHours(1));

        assertThat(key("n", AMD64, t -> t.from(BASE).service(patient), new TestFacts()))
                .isEqualTo(
                        key(
                                "n",
                                AMD64,
                                t -> t.from(BASE).service(new ServiceChange("db")),
                                new TestFacts()));
    }

    @Test
    void key_whenTheImageOfAServiceDiffers_isAnother() {
        Consumer<TestRecipe> image = t -> t.fromScratch().service(new ServiceChange("db"));
        Consumer<TestRecipe> target =
                t -> t.fromScratch().service(new ServiceChange("db").target("db"));
        TestFacts facts = new TestFacts();
        facts.image = "moved";
        facts.recipe = "rebuilt";

        assertThat(key("n", AMD64, image, facts))
                .isNotEqualTo(key("n", AMD64, image, new TestFacts()));
        assertThat(key("n", AMD64, target, facts))
                .isNotEqualTo(key("n", AMD64, target, new TestFacts()));
    }

    @Test
    void key_whenOnlyARunForPushesDiffers_isTheSame() {
        RunOptions onPush = new RunChange().when(When.ON_PUSH).options();

        assertThat(key("n", AMD64, t -> t.from(BASE).run("publish", onPush), new TestFacts()))
                .isEqualTo(key("n", AMD64, t -> t.from(BASE), new TestFacts()));
    }

    @Test
    void key_whenAnotherBuildRunsAStepForEveryBuild_isAnother() {
        RunOptions always = new RunChange().when(When.ALWAYS).options();
        TestFacts later = new TestFacts();
        later.build = "later";

        assertThat(key("n", AMD64, t -> t.from(BASE).run("make", always), later))
                .isNotEqualTo(
                        key("n", AMD64, t -> t.from(BASE).run("make", always), new TestFacts()));
        assertThat(key("n", AMD64, REFERENCE, later)).isEqualTo(reference);
    }

    @Test
    void key_whenPlatformDiffers_isAnother() {
        assertThat(key("node", ARM64, REFERENCE, new TestFacts())).isNotEqualTo(reference);
    }

    @Test
    void key_whenItRunsElsewhere_isAnother() {
        Recipe recipe = recipe("node", AMD64, REFERENCE);
        Recipe emulated =
                new Recipe(recipe.id(), ARM64, recipe.doc(), recipe.steps(), recipe.span());

        assertThat(NodeKeys.key(emulated, new TestFacts())).isNotEqualTo(reference);
    }

    @Test
    void key_whenBaseDigestDiffers_isAnother() {
        TestFacts facts = new TestFacts();
        facts.image = "moved";
        assertThat(key("node", AMD64, REFERENCE, facts)).isNotEqualTo(reference);
    }

    @Test
    void key_whenFilesDiffer_isAnother() {
        TestFacts facts = new TestFacts();
        facts.files = "edited";
        assertThat(key("node", AMD64, REFERENCE, facts)).isNotEqualTo(reference);
    }

    @Test
    void key_whenWhatIsMountedDiffers_isAnother() {
        Consumer<TestRecipe> files =
                t ->
                        t.from(BASE)
                                .run(
                                        "x",
                                        mounting("/m", new CopySource.Context("", SRC)).options());
        CopySource artifact = new CopySource.Artifact(id("o"), "out");
        Consumer<TestRecipe> other = t -> t.from(BASE).run("x", mounting("/m", artifact).options());
        TestFacts facts = new TestFacts();
        facts.files = "edited";
        facts.recipe = "rebuilt";

        assertThat(key("node", AMD64, files, facts))
                .isNotEqualTo(key("node", AMD64, files, new TestFacts()));
        assertThat(key("node", AMD64, other, facts))
                .isNotEqualTo(key("node", AMD64, other, new TestFacts()));
    }

    @Test
    void key_whenBranchMoves_isAnother_andWhenOnlyItsNameDiffers_isTheSame() {
        Consumer<TestRecipe> main = cloning("main");
        TestFacts moved = new TestFacts();
        moved.commit = "moved";
        ActionKey before = key("node", AMD64, main, new TestFacts());

        assertThat(key("node", AMD64, main, moved)).isNotEqualTo(before);
        assertThat(key("node", AMD64, cloning("trunk"), new TestFacts())).isEqualTo(before);
    }

    @Test
    void key_whenPinnedFileIsAnother_isAnother_andWhenItIsTheGivenOne_isTheSame() {
        TestFacts moved = new TestFacts();
        moved.download = "moved";
        TestFacts unknown = new TestFacts();
        unknown.download = "";
        Consumer<TestRecipe> pinned =
                fetching(new CopySource.Download("https://example.org/a", Optional.empty(), false));
        ActionKey before = key("node", AMD64, pinned, new TestFacts());

        assertThat(key("node", AMD64, pinned, moved)).isNotEqualTo(before);
        assertThat(key("node", AMD64, pinned, unknown)).isNotEqualTo(before);
        assertThat(key("node", AMD64, fetching(download("a", "1", false)), new TestFacts()))
                .isEqualTo(before);
    }

    private static Consumer<TestRecipe> fetching(CopySource source) {
        return t -> t.from(BASE).copy(source, "./", Step.CopyOptions.DEFAULT);
    }

    private static Consumer<TestRecipe> cloning(String ref) {
        return t ->
                t.from(BASE).copy(repository("https://a/b", ref), "./", Step.CopyOptions.DEFAULT);
    }

    @Test
    void key_whenUsedNodeDiffers_isAnother() {
        TestFacts facts = new TestFacts();
        facts.recipe = "rebuilt";
        assertThat(key("node", AMD64, REFERENCE, facts)).isNotEqualTo(reference);
    }

    @Test
    void key_whenOnlyTheNameDiffers_isTheSame() {
        assertThat(key("renamed", AMD64, REFERENCE, new TestFacts())).isEqualTo(reference);
    }

    @Test
    void key_whenOnlyDocDiffers_isTheSame() {
        assertThat(key("node", AMD64, REFERENCE.andThen(t -> t.doc("Says more")), new TestFacts()))
                .isEqualTo(reference);
    }

    @Test
    void key_whenOnlyThePlaceInTheFileDiffers_isTheSame() {
        SourceSpan elsewhere = new SourceSpan("jbuild.groovy", 99, 1, 2);
        Recipe here = recipe("node", AMD64, t -> t.from(BASE).run("make"));
        Recipe there =
                new Recipe(
                        here.id(),
                        AMD64,
                        "",
                        List.of(
                                here.steps().getFirst(),
                                new Step.Run(new Step.Command.Script("make"), elsewhere)),
                        elsewhere);

        assertThat(NodeKeys.key(there, new TestFacts()))
                .isEqualTo(NodeKeys.key(here, new TestFacts()));
    }

    @Test
    void key_whenOnlyDeliveryDiffers_isTheSame() {
        Consumer<TestRecipe> one =
                t -> t.from(BASE).artifact("out", "build/a").image("shop:1", false);
        Consumer<TestRecipe> two =
                t -> t.from(BASE).artifact("out", "build/b").image("shop:2", true);
        Consumer<TestRecipe> three = t -> t.from(BASE).artifact("out");

        assertThat(
                        Stream.of(one, two, three)
                                .map(r -> key("node", AMD64, r, new TestFacts()))
                                .distinct())
                .hasSize(1);
    }

    private static ActionKey key(
            String name, Platform platform, Consumer<TestRecipe> steps, KeyFacts facts) {
        return NodeKeys.key(recipe(name, platform, steps), facts);
    }

    private static Recipe recipe(String name, Platform platform, Consumer<TestRecipe> steps) {
        RecipeId id = id(name, platform);
        Map<RecipeId, Recipe> recipes =
                new TestProject().target(name, platform, steps).goals(id).recipes();
        return Objects.requireNonNull(recipes.get(id));
    }

    /** Facts that are as good as constant: digests of texts that a test may change. */
    private static final class TestFacts implements KeyFacts {
        private String image = "image";
        private String files = "files";
        private String commit = "commit";
        private String download = "1";
        private String recipe = "recipe";
        private String build = "build";
        private String dockerfile = "FROM debian:12\n";

        @Override
        public Digest image(ImageName name, Platform platform) {
            return digest(image + name);
        }

        @Override
        public String commit(GitRef at) {
            return at.isFixed() ? at.ref() : commit;
        }

        @Override
        public Optional<Digest> download(String url) {
            return Optional.of(digest(download)).filter(_ -> !download.isEmpty());
        }

        @Override
        public Digest files(Step.Copy copy) {
            return digest(files);
        }

        @Override
        public DockerfileText dockerfile(Step.Base.Dockerfile base, Platform platform) {
            return DockerfileReader.read(dockerfile, base.arguments(), platform);
        }

        @Override
        public String build() {
            return build;
        }

        @Override
        public ActionKey recipe(RecipeId id) {
            return new ActionKey(digest(recipe + id).hex());
        }

        private static Digest digest(String text) {
            return Digest.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
