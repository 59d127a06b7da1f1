package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.engine.cdn.CdnReport;
import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.engine.cdn.PlanFile;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.store.CacheTask;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Project;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

@Tag("engine")
class CdnTest {
    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws Exception {
        checker = new BuildChecker(folder);
        checker.write("web/index.html", "<script src=app.js></script><!-- " + NONCE + " -->");
        checker.write("web/app.js", "let app = 1;\n".repeat(200));
    }

    private static Project project(CdnRelease release) {
        return targets(release).goals("assets");
    }

    private static TestProject targets(CdnRelease release) {
        return new TestProject()
                .target(
                        "assets",
                        t ->
                                t.from(BASE)
                                        .copy("web", "/dist/")
                                        .artifact("/dist")
                                        .cdn("/dist", release));
    }

    private static CdnRelease release(CdnRelease.Origin origin, String fingerprint) {
        return new CdnRelease(
                "/",
                List.of(fingerprint),
                List.of(),
                false,
                List.of("gzip"),
                new LinkedHashMap<>(),
                Optional.empty(),
                Optional.empty(),
                origin,
                CdnRelease.Edge.UNKNOWN);
    }

    private static CdnRelease toFolder() {
        return release(new CdnRelease.Origin.Folder("build/cdn"), "**/*.js");
    }

    private String script() throws IOException {
        try (Stream<Path> files = Files.list(checker.path("build/cdn/current"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".js"))
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private static Delivery.Released released(Checked built) {
        return built.report().deliveries().stream()
                .map(Delivery.Released.class::cast)
                .findAny()
                .orElseThrow();
    }

    /** Whatever of the cache is damaged: nothing wrong is served, and the artifact is had again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "other"})
    void release_whenAFileOfTheCacheIsDamaged_isRight(String other) throws Exception {
        TestProject targets =
                targets(toFolder()).target("other", t -> t.from(BASE).copy("other", "/other"));
        Project project =
                other.isEmpty() ? targets.goals("assets") : targets.goals("assets", other);
        checker.write("other", NONCE);
        checker.build(project);
        String script = script();
        List<Path> blobs;
        try (Stream<Path> files = Files.walk(checker.cacheFolder().resolve("sha256"))) {
            blobs = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path blob : blobs) {
            byte[] bytes = Files.exists(blob) ? Files.readAllBytes(blob) : new byte[0];
            if (bytes.length == 0) {
                continue;
            }
            bytes[0] ^= 1;
            Files.delete(blob);
            Files.write(blob, bytes);
            Folders.delete(checker.path("build/cdn"));
            // The builder is asked for this one, if it is wanted.
            checker.write("other", blob.getFileName() + NONCE);

            Checked repaired = checker.build(project);

            assertThat(repaired.report().succeeded()).as(blob.toString()).isTrue();
            assertThat(String.join("", repaired.ran())).isEqualTo(other);
            assertThat(script()).isEqualTo(script);
            assertThat(checker.path("build/cdn/current/index.html"))
                    .content()
                    .contains(NONCE, "app-");
            // What was not needed is still damaged.
            checker.cache(CacheTask.VERIFY);
            checker.build(project);
        }
    }

    @Test
    void purge_waitsForABuildThatIsNotOffline() throws Exception {
        List<String> purged = new CopyOnWriteArrayList<>();
        try (WebServer cache =
                new WebServer(
                        exchange -> {
                            purged.add(exchange.getRequestMethod() + exchange.getRequestURI());
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        })) {
            CdnRelease release = toFolder();
            Project project =
                    project(
                            new CdnRelease(
                                    release.base(),
                                    release.fingerprint(),
                                    release.adopt(),
                                    release.integrity(),
                                    release.precompress(),
                                    release.cacheControl(),
                                    release.phoenix(),
                                    release.vite(),
                                    release.origin(),
                                    new CdnRelease.Edge(
                                            Optional.of(cache.url()), Optional.empty())));
            checker.build(project);
            checker.write("web/index.html", "changed " + NONCE);
            checker.using(LockUse.OFFLINE);
            purged.clear();

            Checked offline = checker.build(project);
            assertThat(released(offline).notices())
                    .containsExactly(
                            "caches and visitors are seen to by the next build without --offline");
            assertThat(checker.build(project).askedEngine()).isFalse();
            assertThat(purged).isEmpty();

            checker.using(LockUse.EXTEND);
            checker.build(project);
            assertThat(purged).contains("PURGE/index.html");
            purged.clear();
            checker.build(project);
            assertThat(purged).isEmpty();
        }
    }

    @Test
    void release_isInItsFolder_andThenUnchanged_withoutTheEngine() throws Exception {
        Checked first = checker.build(project(toFolder()));
        assertThat(released(first).unchanged()).isFalse();
        assertThat(released(first).files()).isEqualTo(2);
        assertThat(script()).matches("\\[app-[0-9a-f]{16}\\.js]");
        assertThat(checker.path("build/cdn/current/index.html"))
                .content()
                .contains(script().substring(1, script().length() - 1));

        Checked second = checker.build(project(toFolder()));
        assertThat(second.askedEngine()).isFalse();
        assertThat(released(second).unchanged()).isTrue();

        checker.write("web/app.js", "let app = 2;\n".repeat(200));
        Checked third = checker.build(project(toFolder()));
        assertThat(released(third).unchanged()).isFalse();
        // Both are served: pages of the release before may be open.
        assertThat(script()).matches("\\[app-[0-9a-f]{16}\\.js, app-[0-9a-f]{16}\\.js]");
    }

    @Test
    void plan_saysWhatWouldChange_andIsCarriedOutAsItIs() throws Exception {
        checker.build(project(toFolder()));
        checker.write("web/index.html", "<script src=app.js></script> again " + NONCE);
        Digest live = released(checker.build(project(toFolder()))).release();
        checker.write("web/index.html", "<script src=app.js></script> third " + NONCE);

        Planned plan = (Planned) checker.planReleases(project(toFolder())).getFirst();

        assertThat(plan.served()).contains(live);
        assertThat(plan.changes())
                .extracting(Planned.Change::kind, Planned.Change::path)
                .containsExactly(tuple(Planned.Kind.CHANGED, "index.html"));
        assertThat(checker.path("build/cdn/current/index.html")).content().contains("again");

        PlanFile.Basis basis =
                PlanFile.read("plan.json", PlanFile.write(checker.path(""), List.of(plan)))
                        .getFirst();
        assertThat(publish(basis).kept().getFirst().release()).isEqualTo(plan.release());
        assertThat(checker.path("build/cdn/current/index.html")).content().contains("third");

        // What was planned before somebody else published is not what would happen now.
        checker.write("web/index.html", "<script src=app.js></script> fourth " + NONCE);
        checker.build(project(toFolder()));
        assertThatThrownBy(() -> publish(basis))
                .isInstanceOf(EnvironmentFailure.class)
                .extracting(e -> ((EnvironmentFailure) e).code())
                .isEqualTo("cdn-moved");
    }

    private CdnReport publish(PlanFile.Basis plan) throws Exception {
        return Engine.cdn(
                checker.path("web"),
                Map.of(),
                checker.state(),
                plan.origin(),
                new CdnTask.Publish(plan.release(), plan.state(), false));
    }

    @Test
    void cacheInFront_isToldByACommandOfTheUser_untilThatWorks() throws Exception {
        checker.environment("SEEN", checker.path("seen").toString());
        checker.environment("JBUILD_CDN_PURGE", "cat > \"$SEEN\"; false");
        checker.build(project(toFolder()));
        assertThat(checker.path("seen")).doesNotExist();

        checker.write("web/app.js", "let app = 3;\n".repeat(200));
        assertThatThrownBy(() -> checker.build(project(toFolder())))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("JBUILD_CDN_PURGE");

        checker.environment("JBUILD_CDN_PURGE", "cat > \"$SEEN\"");
        Files.delete(checker.path("seen"));
        assertThat(released(checker.build(project(toFolder()))).unchanged()).isTrue();
        assertThat(checker.path("seen")).hasContent("index.html");
    }

    @Test
    void bucket_isNotTouched_unlessPushing() throws Exception {
        CdnRelease release =
                release(
                        new CdnRelease.Origin.Bucket("s3://bucket?endpoint=http://127.0.0.1:1"),
                        "**/*.js");
        assertThat(checker.build(project(release)).report().deliveries()).isEmpty();
    }

    @Test
    void malformedRule_isAMistakeInTheBuildFile() {
        CdnRelease release = release(new CdnRelease.Origin.Folder("build/cdn"), "**/*.{js");
        assertThatThrownBy(() -> checker.build(project(release)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("**/*.{js")
                .extracting(e -> ((UserMistake) e).diagnostics().getFirst().span())
                .isNotEqualTo(Optional.empty());
    }
}
