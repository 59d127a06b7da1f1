package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.LockTask;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.run.Forks;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.GitServer;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.GitRef;
import dev.jbuild.model.Project;
import dev.jbuild.model.Step.CopyOptions;
import dev.jbuild.model.Step.CopySource;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Branches and tags of cloned repositories: pinned, renewed, refused, and used without a server.
 */
@Tag("engine")
class CommitLockTest {
    @TempDir Path folder;

    private BuildChecker checker;

    @BeforeEach
    void makeProject() throws Exception {
        checker = new BuildChecker(folder.resolve("user"));
    }

    private static Project cloning(GitRef at) {
        return new TestProject()
                .target(
                        "t",
                        t ->
                                t.from(BASE)
                                        .copy(
                                                new CopySource.Repository(at),
                                                "/src/",
                                                CopyOptions.DEFAULT)
                                        .run("cat /src/README > /out # " + NONCE)
                                        .artifact("/out", "build/out"))
                .goals("t");
    }

    @Test
    void build_takesThePinnedCommit_untilTheLockIsUpdated() throws Exception {
        GitServer.Repository repository;
        try (GitServer server = new GitServer(folder.resolve("served"))) {
            repository = server.repository("repo");
            String first = repository.write("README", "first").commit();
            GitRef main = new GitRef(repository.url(), "main");
            checker.using(LockUse.FROZEN);
            assertThatThrownBy(() -> checker.build(cloning(main)))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("`" + main + "` is not in `jbuild.lock`");

            checker.using(LockUse.EXTEND);
            checker.build(cloning(main));
            assertThat(checker.path("build/out")).hasContent("first");
            assertThat(LockFile.read(checker.path(".")).commit(main)).contains(first);

            String second = repository.write("README", "second").commit();
            assertThat(checker.build(cloning(main)).ran()).isEmpty();
            assertThat(checker.path("build/out")).hasContent("first");

            checker.lock(cloning(main), new LockTask.Update(List.of("*:main")));
            assertThat(LockFile.read(checker.path(".")).commit(main)).contains(second);
            assertThat(checker.explain(cloning(main)))
                    .containsExactly(
                            "`%s`: `jbuild.lock` says it is %s, it was %s"
                                    .formatted(
                                            main, second.substring(0, 12), first.substring(0, 12)));
            checker.using(LockUse.FROZEN);
            checker.build(cloning(main));
            assertThat(checker.path("build/out")).hasContent("second");
            checker.lock(cloning(main), new LockTask.Check());
            int visits = server.visits();

            // The tag is the commit that is built already, by another name.
            repository.git("tag", "-am", "released", "v1");
            checker.using(LockUse.EXTEND);
            assertThat(checker.build(cloning(new GitRef(repository.url(), "v1"))).ran()).isEmpty();
            assertThat(server.visits()).isGreaterThan(visits);
        }
        checker.using(LockUse.OFFLINE);
        assertThat(checker.build(cloning(new GitRef(repository.url(), "v1"))).ran()).isEmpty();
        assertThat(checker.locked("git")).hasSize(2);

        checker.using(LockUse.EXTEND);
        // Nobody answers there, and no server of another test comes to stand there.
        try (Socket deserted = new Socket()) {
            deserted.setReuseAddress(true);
            deserted.bind(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            URI.create(repository.url()).getPort()));
            assertThatThrownBy(() -> checker.build(cloning(new GitRef(repository.url(), "v2"))))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining(
                            "cannot read the git repository `" + repository.url() + "`");
        }
    }

    @Test
    void build_whenThereIsNoSuchRepositoryOrName_saysSo() throws Exception {
        try (GitServer server = new GitServer(folder.resolve("served"))) {
            GitServer.Repository repository = server.repository("repo");
            repository.write("README", "first").commit();
            assertThatThrownBy(() -> checker.build(cloning(new GitRef(repository.url(), "mian"))))
                    .isInstanceOfSatisfying(
                            UserMistake.class,
                            mistake -> {
                                assertThat(mistake)
                                        .hasMessage(
                                                "`mian` is no branch or tag of `%s`",
                                                repository.url());
                                assertThat(mistake.diagnostics().getFirst().hint())
                                        .hasValueSatisfying(
                                                hint -> assertThat(hint).contains("main"));
                                assertThat(mistake.diagnostics().getFirst().span()).isPresent();
                            });
            assertThatThrownBy(
                            () ->
                                    checker.build(
                                            cloning(new GitRef(server.url() + "/no.git", "main"))))
                    .isInstanceOf(UserMistake.class)
                    .hasMessage("there is no git repository `" + server.url() + "/no.git`");
            server.requireLogin("ada", "secret");
            assertThatThrownBy(() -> checker.build(cloning(new GitRef(repository.url(), "main"))))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("is not there, or not for you");
        }
    }

    @Test
    void lock_severalAtOnce_loseNoName() throws Exception {
        try (GitServer server = new GitServer(folder.resolve("served"))) {
            GitServer.Repository repository = server.repository("repo");
            repository.write("README", "first").commit();
            repository.git("tag", "v1");
            repository.git("tag", "v2");

            Forks.all(
                    List.of("main", "v1", "v2", "HEAD").stream()
                            .<Callable<Object>>map(
                                    ref ->
                                            () ->
                                                    checker.lock(
                                                            cloning(
                                                                    new GitRef(
                                                                            repository.url(), ref)),
                                                            new LockTask.Complete()))
                            .toList());

            assertThat(checker.locked("git")).hasSize(4);
        }
    }
}
