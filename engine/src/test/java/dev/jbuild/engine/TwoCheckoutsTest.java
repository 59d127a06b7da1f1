package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.engine.event.BuildEvent;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.model.Project;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Equal projects with caches of their own that one engine builds at the same moment. */
@Tag("engine")
class TwoCheckoutsTest {
    private final ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch running = new CountDownLatch(1);
    private BuildChecker first;
    private BuildChecker second;

    @BeforeEach
    void makeProjects(@TempDir Path folder) throws Exception {
        first = new BuildChecker(folder.resolve("first"));
        second = new BuildChecker(folder.resolve("second"));
        first.write("src/a", "1");
        second.write("src/a", "1");
    }

    @AfterEach
    void end() {
        elsewhere.close();
    }

    private Future<Checked> start(Project project, Consumer<BuildEvent> witness) {
        Consumer<BuildEvent> toldWhenRunning =
                event -> {
                    if (event instanceof BuildEvent.StepStarted step
                            && step.description().startsWith("run")) {
                        running.countDown();
                    }
                };
        return elsewhere.submit(() -> first.build(project, witness.andThen(toldWhenRunning)));
    }

    @Test
    void filesThatTheOtherSentWrong_areInNoResult() throws Exception {
        Project project =
                TestProject.copyingAndRunning("cat /src/a > /out; sleep 5; : " + NONCE + "wrong");
        Future<Checked> other =
                start(
                        project,
                        event -> {
                            if (event instanceof BuildEvent.NodeStarted) {
                                write(first, "2");
                            }
                        });
        running.await();

        second.build(project);

        assertThat(second.path("build/out")).hasContent("1");
        assertThatThrownBy(other::get).hasMessageContaining("files changed while they were sent");
    }

    @Test
    void stepThatBothWaitFor_isRunOnce_andToldToBoth() throws Exception {
        Project project =
                TestProject.copyingAndRunning(
                        "echo begin; sleep 3; echo end; cat /proc/sys/kernel/random/uuid > /out; : "
                                + NONCE
                                + "told");
        Future<Checked> other = start(project, _ -> {});
        running.await();

        Checked ours = second.build(project);

        assertThat(ours.ran()).containsExactly("t");
        if (!EngineUnderTest.isOld()) {
            assertThat(ours.output()).containsExactly("begin", "end");
        }
        assertThat(other.get().output()).containsExactly("begin", "end");
        assertThat(second.path("build/out")).hasSameTextualContentAs(first.path("build/out"));
    }

    @Test
    void stepThatFails_isAFailureOfBoth() throws Exception {
        Project project =
                TestProject.copyingAndRunning(
                        "echo begin; sleep 3; echo end; exit 3; : " + NONCE + "fails");
        Future<Checked> other = start(project, _ -> {});
        running.await();

        Checked ours = second.build(project);

        assertThat(ours.failed()).containsExactly("t");
        assertThat(other.get().failed()).containsExactly("t");
        if (!EngineUnderTest.isOld()) {
            assertThat(ours.output()).containsExactly("begin", "end");
            assertThat(ours.report().failures().getFirst())
                    .isEqualTo(other.get().report().failures().getFirst());
        }
    }

    private static void write(BuildChecker checker, String content) {
        try {
            checker.write("src/a", content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
