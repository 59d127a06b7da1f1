package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;

import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.WebServer;
import dev.jbuild.model.Digest;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Files that are fetched without a digest: pinned, renewed, refused, and not asked for again. */
@Tag("engine")
class DownloadLockTest {
    @TempDir Path folder;

    private final AtomicInteger visits = new AtomicInteger();
    private volatile String content = "first " + NONCE;
    private final AtomicInteger trouble = new AtomicInteger();
    private BuildChecker checker;

    @BeforeEach
    void makeProject() throws IOException {
        checker = new BuildChecker(folder);
    }

    private void answer(HttpExchange exchange) throws IOException {
        visits.incrementAndGet();
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        boolean busy = trouble.getAndDecrement() > 0;
        exchange.sendResponseHeaders(busy ? 503 : 200, busy ? -1 : body.length);
        if (!busy) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Project fetching(String url) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy(
                                                new CopySource.Download(
                                                        url, Optional.empty(), false),
                                                "/file",
                                                CopyOptions.DEFAULT)
                                        .run("cat /file > /out # " + NONCE)
                                        .artifact("/out", "build/out"))
                .goals("t");
    }

    private Optional<Digest> locked(String url) throws Exception {
        return LockFile.read(checker.path(".")).download(url);
    }

    private Digest served() {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void build_takesThePinnedFile_untilTheLockIsUpdated() throws Exception {
        Project project;
        try (WebServer web = new WebServer(this::answer)) {
            String url = web.url() + "/" + NONCE + "/tool";
            project = fetching(url);
            checker.using(LockUse.FROZEN);
            assertThatThrownBy(() -> checker.build(fetching(url)))
                    .isInstanceOfSatisfying(
                            UserMistake.class,
                            mistake -> {
                                assertThat(mistake).hasMessage("`%s` is not in `jbuild.lock`", url);
                                assertThat(mistake.diagnostics().getFirst().span()).isPresent();
                            });
            assertThatThrownBy(() -> checker.lock(fetching(url), new LockTask.Check()))
                    .isInstanceOf(UserMistake.class);
            assertThat(visits).hasValue(0);

            checker.using(LockUse.EXTEND);
            trouble.set(1);
            checker.build(project);
            assertThat(checker.path("build/out")).hasContent(content);
            assertThat(locked(url)).contains(served());
            checker.lock(project, new LockTask.Check());

            Digest first = served();
            content = "second " + NONCE;
            int asked = visits.get();
            assertThat(checker.build(project).ran()).isEmpty();
            assertThat(visits).hasValue(asked);

            assertThat(checker.lock(project, new LockTask.Update(List.of("*/tool"))).files())
                    .isEqualTo(1);
            assertThat(locked(url)).contains(served());
            assertThat(checker.explain(project))
                    .containsExactly(
                            "`%s`: `jbuild.lock` says it is %s, it was %s"
                                    .formatted(
                                            url,
                                            served().hex().substring(0, 12),
                                            first.hex().substring(0, 12)));
            checker.using(LockUse.FROZEN);
            checker.build(project);
            assertThat(checker.path("build/out")).hasContent(content);
        }
        checker.using(LockUse.OFFLINE);
        assertThat(checker.build(project).ran()).isEmpty();
    }

    @Test
    void build_whenThePinnedFileHasChanged_saysWhatIsPinnedAndWhatIsThere() throws Exception {
        try (WebServer web = new WebServer(this::answer)) {
            String url = web.url() + "/" + NONCE + "/changed";
            checker.lock(fetching(url), new LockTask.Complete());
            Digest pinned = served();
            content = "changed " + NONCE;

            assertThat(checker.build(fetching(url)).report().failures())
                    .singleElement()
                    .satisfies(
                            failure -> {
                                assertThat(failure.message())
                                        .isEqualTo(
                                                "`%s` has now %s, and `jbuild.lock` pins %s",
                                                url, served(), pinned);
                                assertThat(failure.cure())
                                        .hasValue(
                                                "if the new file is the right one: jbuild lock"
                                                        + " --update '"
                                                        + url
                                                        + "'");
                                assertThat(failure.span())
                                        .isEqualTo(new SourceSpan("jbuild.groovy", 1, 1, 2));
                            });

            checker.lock(fetching(url), new LockTask.Update(List.of(url)));
            checker.build(fetching(url));
            assertThat(checker.path("build/out")).hasContent(content);
        }
    }

    @Test
    void build_whenThereIsNoSuchFile_saysSoAtTheStep() throws Exception {
        try (WebServer web =
                new WebServer(
                        exchange -> {
                            exchange.sendResponseHeaders(404, -1);
                            exchange.close();
                        })) {
            assertThatThrownBy(() -> checker.build(fetching(web.url() + "/no")))
                    .isInstanceOfSatisfying(
                            UserMistake.class,
                            mistake -> {
                                assertThat(mistake)
                                        .hasMessage(
                                                "`%s/no` is not to be had: the server answers 404",
                                                web.url());
                                assertThat(mistake.diagnostics().getFirst().span()).isPresent();
                            });
            assertThat(checker.path("jbuild.lock")).doesNotExist();
        }
    }
}
