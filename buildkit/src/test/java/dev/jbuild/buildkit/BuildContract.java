package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;

import io.grpc.Context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a build promises, whichever daemon there is. */
@Timeout(120)
abstract class BuildContract {
    static final Definition GRAPH =
            Definition.of(
                    FileOp.of(Tree.scratch(), new FileAction.Mkdir("/d", 0755, false))
                            .vertex(Remarks.NONE)
                            .output());

    private BuildkitClient client;

    abstract BuildkitClient connect() throws Exception;

    @BeforeEach
    void open() throws Exception {
        client = connect();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void build_returnsWhatItsWorkReturns() throws Exception {
        assertBuilds();
    }

    private void assertBuilds() throws Exception {
        BuildOutcome<String> built =
                client.build(
                        BuildRequest.EMPTY,
                        gateway -> {
                            gateway.solve(GRAPH);
                            return Finish.with("done");
                        });

        assertThat(built.value()).isEqualTo("done");
    }

    @Test
    void build_forTheAnswerToACallThatHasEnded_returnsWhatItsWorkReturns() throws Exception {
        Context.CancellableContext answer = Context.current().withCancellation();
        answer.cancel(null);
        Context surrounding = answer.attach();
        try {
            assertBuilds();
        } finally {
            answer.detach(surrounding);
        }
    }

    @Test
    void build_whenItsWorkThrows_throwsThat() {
        BuildkitException reason = new BuildkitException.Rejected("no reason");

        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        _ -> {
                                            throw reason;
                                        }))
                .isSameAs(reason);
    }

    @Test
    void build_whenInterrupted_isCalledOff_andTheNextOneRuns() throws Exception {
        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        gateway -> {
                                            Thread.currentThread().interrupt();
                                            return Finish.with(gateway.solve(GRAPH));
                                        }))
                .isInstanceOf(InterruptedException.class);

        assertBuilds();
    }

    @Test
    void builds_whenManyAtOnce_haveEachItsOwnEnd() throws Exception {
        List<Callable<Integer>> builds = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int number = i;
            builds.add(
                    () ->
                            client.build(
                                            BuildRequest.EMPTY,
                                            gateway -> {
                                                gateway.solve(GRAPH);
                                                return Finish.with(number);
                                            })
                                    .value());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int number = 0;
            for (Future<Integer> build : threads.invokeAll(builds)) {
                assertThat(build.get()).isEqualTo(number++);
            }
        }
    }

    @Test
    void gateway_whenTheBuildIsOver_isOfNoUse() throws Exception {
        List<Gateway> kept = new ArrayList<>();
        client.build(
                BuildRequest.EMPTY,
                gateway -> {
                    kept.add(gateway);
                    return Finish.with("done");
                });

        assertThatThrownBy(() -> kept.getFirst().solve(GRAPH))
                .isInstanceOf(BuildkitException.Cancelled.class);
    }
}
