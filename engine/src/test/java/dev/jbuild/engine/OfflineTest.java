package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.buildkit.testing.Forwarder;
import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.GitServer;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRecipe;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.Diagnostic;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Builds that take nothing from the network, with all servers up that would give it. */
@Tag("engine")
class OfflineTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 3, 5, 9);

    private final AtomicInteger downloads = new AtomicInteger();
    private final List<String> steps = new ArrayList<>();
    private BuildChecker checker;
    private Forwarder registry;
    private WebServer web;
    private GitServer git;
    private ImageName image;
    private CopySource fromImage;
    private CopySource download;
    private CopySource repository;

    @TempDir Path folder;

    @BeforeEach
    void serve() throws Exception {
        checker = new BuildChecker(folder.resolve("user"));
        checker.write("in.txt", "in");
        registry = EngineUnderTest.registryForATime();
        String test = Integer.toHexString(folder.hashCode());
        byte[] file = ("file " + test + NONCE).getBytes(StandardCharsets.UTF_8);
        web =
                new WebServer(
                        exchange -> {
                            downloads.incrementAndGet();
                            exchange.sendResponseHeaders(200, file.length);
                            exchange.getResponseBody().write(file);
                            exchange.close();
                        });
        git = new GitServer(folder.resolve("served"));
        image = ImageName.parse(registry.name() + "/offline-" + NONCE + ":" + test);
        TestRegistry.put(
                ImageName.parse(
                        image.toString().replace(registry.name(), EngineUnderTest.registry())),
                "image " + test + NONCE);
        fromImage = new CopySource.Image(image, List.of("/content"));
        download =
                new CopySource.Download(
                        web.url() + "/" + test + "/file.txt", Optional.of(Digest.of(file)), false);
        GitServer.Repository served = git.repository("repo");
        String commit = served.write("README", "repository " + NONCE + test).commit();
        repository = new CopySource.Repository(new GitRef(served.url(), commit));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        web.close();
        git.close();
    }

    private void build(Project project) throws Exception {
        steps.clear();
        assertThat(
                        checker.build(project, this::note).report().failures().stream()
                                .map(StepFailure::message))
                .isEmpty();
    }

    private void note(BuildEvent event) {
        if (event instanceof BuildEvent.StepStarted step) {
            steps.add(step.description());
        }
    }

    private int visits() {
        return registry.visits() + downloads.get() + git.visits();
    }

    private static Project project(Consumer<TestRecipe> steps) {
        return new TestProject().target("t", steps).goals("t");
    }

    private Project everything() {
        return project(
                t ->
                        t.from(BASE)
                                .copy(fromImage, "/content", CopyOptions.DEFAULT)
                                .copy(download, "/file.txt", CopyOptions.DEFAULT)
                                .copy(repository, "/repository", CopyOptions.DEFAULT)
                                .copy("in.txt", "/in.txt")
                                .run("cat /content /file.txt /repository/README /in.txt > /out")
                                .artifact("/out", "build/out"));
    }

    @Test
    void whatWasFetchedBefore_isUsed() throws Exception {
        build(everything());
        int visits = visits();
        checker.using(LockUse.OFFLINE);
        checker.write("in.txt", "other in");

        build(everything());

        assertThat(checker.path("build/out")).content().contains("image ", "file ", "other in");
        assertThat(visits()).isEqualTo(visits);

        // Where nothing but the lock is known, the builder has it all the same.
        BuildChecker another = new BuildChecker(folder.resolve("another"));
        another.write("in.txt", "in");
        another.write(LockFile.NAME, Files.readString(checker.path(LockFile.NAME)));
        another.using(LockUse.OFFLINE);
        checker = another;
        build(everything());
        assertThat(visits()).isEqualTo(visits);
    }

    @Test
    void image_thatTheBuilderDoesNotHave_isRefusedBeforeAnythingRuns() throws Exception {
        Project project =
                new TestProject()
                        .target("a", t -> t.from(BASE).run("echo " + NONCE))
                        .target("b", t -> t.from(image.toString()).copy("in.txt", "/in.txt"))
                        .goals("a", "b");
        // What it is, is known now; its layers were not needed for that.
        checker.lock(project, new LockTask.Complete());
        int visits = visits();
        checker.using(LockUse.OFFLINE);

        UserMistake mistake =
                catchThrowableOfType(UserMistake.class, () -> checker.build(project, this::note));

        assertThat(mistake.diagnostics())
                .singleElement()
                .satisfies(
                        diagnostic -> {
                            assertThat(diagnostic.message())
                                    .isEqualTo(
                                            "the builder does not have image `"
                                                    + image
                                                    + "` for linux/amd64, and --offline forbids to"
                                                    + " fetch it");
                            assertThat(diagnostic.span().orElseThrow().line()).isEqualTo(2);
                        });
        assertThat(steps).isEmpty();
        assertThat(visits()).isEqualTo(visits);
    }

    @Test
    void image_thatDockerHasPulled_willDo() throws Exception {
        Project project =
                project(
                        t ->
                                t.from(image.toString())
                                        .copy("in.txt", "/in.txt")
                                        .artifact("/content", "build/out"));
        checker.lock(project, new LockTask.Complete());
        docker("pull", "-q", image.toString());
        try {
            int visits = visits();
            checker.using(LockUse.OFFLINE);
            build(project);
            assertThat(checker.path("build/out")).content().startsWith("image ");
            assertThat(visits()).isEqualTo(visits);
        } finally {
            docker("rmi", image.toString());
        }
    }

    private static void docker(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getenv("JBUILD_DEV_DOCKER")));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void downloadAndClone_thatTheBuilderDoesNotHave_areNamed() throws Exception {
        checker.lock(project(t -> t.from(BASE)), new LockTask.Complete());
        checker.using(LockUse.OFFLINE);
        int visits = visits();
        for (CopySource missing : List.of(download, repository)) {
            Project project = project(t -> t.from(BASE).copy(missing, "/x", CopyOptions.DEFAULT));

            StepFailure failure = checker.build(project).report().failures().getFirst();

            assertThat(failure.message())
                    .isEqualTo(
                            "the builder does not have it any more, and --offline forbids to fetch"
                                    + " it");
            assertThat(failure.command())
                    .contains(
                            missing.equals(download)
                                    ? "fetch " + web.url()
                                    : "gitClone " + git.url());
        }
        assertThat(visits()).isEqualTo(visits);
    }

    @Test
    void dockerfile_thatFetchesWhatNobodyCanTell_isRefused() throws Exception {
        checker.write("d/Dockerfile", "FROM " + BASE + "\nADD " + web.url() + "/x /x\n");
        Step.Base.Dockerfile base =
                new Step.Base.Dockerfile(
                        new Step.Copy(
                                new CopySource.Context("d", List.of(".")),
                                "/",
                                CopyOptions.DEFAULT,
                                SPAN),
                        "d/Dockerfile",
                        Optional.empty(),
                        new TreeMap<>(),
                        AMD64);
        Project project = project(t -> t.step(new Step.From(base, SPAN)));
        checker.lock(project, new LockTask.Complete());
        checker.using(LockUse.OFFLINE);
        int visits = visits();

        UserMistake mistake =
                catchThrowableOfType(UserMistake.class, () -> checker.build(project, this::note));

        assertThat(mistake.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "what `d/Dockerfile` fetches cannot be told in advance, and --offline"
                                + " forbids to fetch anything");
        assertThat(visits()).isEqualTo(visits);

        checker.using(LockUse.EXTEND);
        build(project);
        checker.write("d/Dockerfile", "FROM " + BASE + "\nCOPY Dockerfile /x\n");
        checker.using(LockUse.OFFLINE);
        build(project);
        assertThat(steps).isNotEmpty();
    }
}
