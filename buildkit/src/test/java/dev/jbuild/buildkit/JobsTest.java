package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.CopyOptions;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.DiffOp;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.HostIp;
import dev.jbuild.buildkit.llb.MergeOp;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.OpDigest;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Owner;
import dev.jbuild.buildkit.llb.ProgressGroup;
import dev.jbuild.buildkit.llb.ProxyEnv;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.Tree;
import dev.jbuild.buildkit.llb.Ulimit;
import dev.jbuild.buildkit.llb.Vertex;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

@Tag("engine")
class JobsTest extends ConnectedTest {

    @Test
    void capabilities_whenAsked_tellWhatTheDaemonCan() throws Exception {
        Capabilities capabilities = client.capabilities();

        assertThat(capabilities.llb()).contains("exec.mount.cache", "source.local");
        assertThat(capabilities.frontend()).contains("gateway.solve.evaluate");
        assertThat(capabilities.platforms()).contains(Engine.NATIVE);
        assertThat(capabilities.mergeAndDiff())
                .isEqualTo(capabilities.imageStore() != Capabilities.ImageStore.GRAPHDRIVER);
    }

    @Test
    void solves_whenManyAtOnce_allSucceed() throws Exception {
        client.build(
                BuildRequest.EMPTY,
                gateway -> {
                    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<Ref>> refs = new ArrayList<>();
                        for (int i = 0; i < 20; i++) {
                            Output file =
                                    FileOp.of(
                                                    Tree.scratch(),
                                                    new FileAction.Mkfile(
                                                            "/f",
                                                            0644,
                                                            Bytes.of(UUID.randomUUID() + "")))
                                            .vertex()
                                            .output();
                            refs.add(threads.submit(() -> gateway.solve(Definition.of(file))));
                        }
                        Set<String> ids = new HashSet<>();
                        for (Future<Ref> ref : refs) {
                            ids.add(ref.get().id());
                        }
                        assertThat(ids).hasSize(20);
                    } catch (ExecutionException e) {
                        throw new AssertionError(e);
                    }
                    return Finish.with("");
                });
    }

    @Test
    @Timeout(120)
    void build_whenInterrupted_endsLongBeforeItsSteps() throws Exception {
        Definition graph = graph(freshShell("sleep 600"));
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread build =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        client.build(
                                                BuildRequest.builder()
                                                        .progress(
                                                                event -> {
                                                                    if (event
                                                                                    instanceof
                                                                                    Progress
                                                                                                    .VertexStarted
                                                                                            started
                                                                            && started.vertex()
                                                                                    .equals(
                                                                                            graph.root()
                                                                                                    .vertex()
                                                                                                    .digest())) {
                                                                        running.countDown();
                                                                    }
                                                                })
                                                        .build(),
                                                gateway -> Finish.with(gateway.solve(graph)));
                                    } catch (Exception e) {
                                        thrown.set(e);
                                    }
                                });
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

        build.interrupt();
        build.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void work_whenItThrows_endsTheBuildWithThat() {
        IllegalStateException bug = new IllegalStateException("ours");

        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        gateway -> {
                                            throw bug;
                                        }))
                .isSameAs(bug);
    }

    @Test
    void endpoint_whenNothingListens_isUnreachable() {
        assertThatThrownBy(
                        () ->
                                BuildkitClient.connect(
                                        new Endpoint.DockerSocket(Path.of("/nonexistent.sock"))))
                .isInstanceOf(BuildkitException.Unreachable.class)
                .hasMessageContaining("/nonexistent.sock");
        assertThatThrownBy(
                        () -> BuildkitClient.connect(new Endpoint.DockerTcp("127.0.0.1", 1, null)))
                .isInstanceOf(BuildkitException.Unreachable.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void digests_whenReportedByTheDaemon_areOurs() throws Exception {
        Definition graph = everyKindOfOperation(client.capabilities());
        List<Progress> events = new CopyOnWriteArrayList<>();

        client.build(
                BuildRequest.builder().progress(events::add).build(),
                gateway -> Finish.with(gateway.solve(graph)));

        Set<OpDigest> reported =
                events.stream()
                        .filter(Progress.VertexKnown.class::isInstance)
                        .map(Progress::vertex)
                        .collect(Collectors.toSet());
        assertThat(reported)
                .containsAll(
                        graph.vertices().stream().map(Vertex::digest).collect(Collectors.toSet()));
        assertThat(events)
                .anyMatch(
                        e ->
                                e instanceof Progress.VertexKnown known
                                        && known.name().equals("a name of ours"));
    }

    /** With as many fields set as have an effect on the bytes. */
    private static Definition everyKindOfOperation(Capabilities capabilities) {
        Output files =
                new FileOp(
                                Tree.scratch(),
                                List.of(
                                        new FileAction.Mkdir(
                                                "/d/e",
                                                0750,
                                                true,
                                                new Owner.Ids(0, 7),
                                                1_000_000_000L),
                                        new FileAction.Mkfile(
                                                "/d/f", 0604, Bytes.of("x" + UUID.randomUUID())),
                                        new FileAction.Mkfile("/d/empty", 0644, Bytes.of("")),
                                        new FileAction.Remove("/d/gone", true, true),
                                        new FileAction.Copy(
                                                Engine.DEBIAN,
                                                "/etc/host*",
                                                "/copied/",
                                                new Owner.Named("daemon", "games", Engine.DEBIAN),
                                                CopyOptions.builder()
                                                        .wildcard(true)
                                                        .include(List.of("**"))
                                                        .exclude(List.of("**/nope"))
                                                        .build())))
                        .vertex(Remarks.named("a name of ours"))
                        .output();
        ExecOp exec =
                ExecOp.command(
                                Engine.NATIVE,
                                Engine.DEBIAN,
                                List.of("/bin/sh", "-c", "test -f /in/d/f && touch /out/o"))
                        .env("EMPTY", "")
                        .user("0:0")
                        .cwd("/tmp")
                        .hostname("box")
                        .network(ExecOp.Network.NONE)
                        .extraHost(new HostIp("there", "10.1.2.3"))
                        .ulimit(new Ulimit("nofile", 512, 1024))
                        .proxy(new ProxyEnv("http://p", "", "", "localhost", ""))
                        .mount(new Mount.Bind("/in", files, Mount.BindMode.READ_ONLY))
                        .mount(new Mount.Bind("/part", files, "/d", Mount.BindMode.DISCARD))
                        .mount(new Mount.Bind("/out", Tree.scratch(), Mount.BindMode.OUTPUT))
                        .mount(new Mount.Tmpfs("/tmp/t", 1 << 20))
                        .mount(new Mount.Cache("/c", "", Mount.CacheSharing.PRIVATE))
                        .mount(new Mount.Secret("/run/s", "none", 1, 2, 0440, true))
                        .mount(new Mount.Ssh("/run/ssh", "none", 0, 0, 0600, true))
                        .build();
        Vertex ran = exec.vertex(Remarks.NONE.withGroup(new ProgressGroup("g", "group", false)));
        Output out = new Output(ran, exec.outputIndex("/out"));
        if (capabilities.mergeAndDiff()) {
            Output diff = new DiffOp(Tree.scratch(), out).vertex().output();
            out = new MergeOp(List.of(files, diff, files)).vertex().output();
        }
        if (capabilities.llb().contains("file.symlink.create")) {
            out = FileOp.of(out, new FileAction.Symlink("o", "/link")).vertex().output();
        }
        if (capabilities.llb().contains("exec.validexitcode")) {
            out =
                    Engine.shell("exit 3")
                            .validExitCodes(List.of(0, 3))
                            .mount(new Mount.Bind("/in", out, Mount.BindMode.READ_ONLY))
                            .root(Remarks.NONE.withIgnoreCache(true));
        }
        return Definition.of(out);
    }
}
