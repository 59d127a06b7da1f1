package dev.jbuild.buildkit;

import static dev.jbuild.buildkit.Engine.freshShell;
import static dev.jbuild.buildkit.Engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jbuild.buildkit.llb.Bytes;
import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.session.SessionOptions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

@Tag("engine")
class ContainersTest extends ConnectedTest {

    private static final BuildRequest REQUEST =
            BuildRequest.builder()
                    .session(
                            SessionOptions.EMPTY.withSecrets(
                                    id -> Optional.of(Bytes.of("the secret " + id).toArray())))
                    .build();

    /** A step with all that a container takes over. */
    private static ExecBuilder step(String script) {
        return freshShell(script)
                .cwd("/usr")
                .user("1")
                .env("NAME", "value")
                .mount(new Mount.Secret("/run/it", "it", 1, 1, 0400, false))
                .mount(
                        new Mount.Cache(
                                "/tmp/kept",
                                "containers-" + UUID.randomUUID(),
                                Mount.CacheSharing.SHARED));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void container_hasWhatTheStepHas_andWhatItLeft() throws Exception {
        Definition graph = graph(step("echo made > /tmp/made; exit 9"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code =
                client.build(
                                REQUEST,
                                gateway -> {
                                    var failure =
                                            catchThrowableOfType(
                                                    BuildkitException.StepFailed.class,
                                                    () -> gateway.solve(graph));
                                    Ref root =
                                            failure.mounts().isEmpty()
                                                    ? gateway.solve(Definition.of(Engine.DEBIAN))
                                                    : failure.mounts().getFirst();
                                    try (Container container =
                                            gateway.open(
                                                    graph.root().vertex(),
                                                    List.of(root, Ref.SCRATCH, Ref.SCRATCH))) {
                                        return Finish.with(
                                                container
                                                        .start(
                                                                List.of(
                                                                        "sh",
                                                                        "-c",
                                                                        "cat /tmp/made /run/it;"
                                                                                + " pwd; id -u; echo"
                                                                                + " $NAME; touch"
                                                                                + " /tmp/kept/x; echo"
                                                                                + " wrong >&2; exit 3"),
                                                                out,
                                                                err)
                                                        .await());
                                    }
                                })
                        .value();

        boolean keepsFailedState = client.capabilities().secretEnv();
        assertThat(code).isEqualTo(3);
        assertThat(text(out))
                .isEqualTo((keepsFailedState ? "made\n" : "") + "the secret it/usr\n1\nvalue\n");
        assertThat(text(err)).endsWith("wrong\n");
    }

    @Test
    void terminal_takesKeysAndSizes() throws Exception {
        Definition graph = graph(step("true"));
        Screen screen = new Screen();

        int code =
                client.build(
                                REQUEST,
                                gateway -> {
                                    Ref root = gateway.solve(graph);
                                    try (Container container =
                                            gateway.open(
                                                    graph.root().vertex(),
                                                    List.of(root, Ref.SCRATCH, Ref.SCRATCH))) {
                                        ContainerProcess shell =
                                                container.startOnTerminal(
                                                        List.of("sh"), "vt100", screen);
                                        shell.resize(33, 77);
                                        shell.input(
                                                Bytes.of(
                                                                "until stty size | grep '33 77';"
                                                                        + " do :; done\n"
                                                                        + "echo $TERM; read end;"
                                                                        + " exit $end\n")
                                                        .toArray());
                                        screen.await("33 77\r\n");
                                        screen.await("vt100\r\n");
                                        shell.input(Bytes.of("5\n").toArray());
                                        return Finish.with(shell.await());
                                    }
                                })
                        .value();

        assertThat(code).isEqualTo(5);
    }

    @Test
    void program_whenMissing_saysSo() throws Exception {
        Definition graph = graph(freshShell("true"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code =
                client.build(
                                BuildRequest.EMPTY,
                                gateway -> {
                                    Ref root = gateway.solve(graph);
                                    try (Container container =
                                            gateway.open(graph.root().vertex(), List.of(root))) {
                                        return Finish.with(
                                                container
                                                        .start(List.of("no-such-program"), out, out)
                                                        .await());
                                    }
                                })
                        .value();

        assertThat(code).isNotZero();
        assertThat(text(out)).contains("executable file not found");
    }

    @Test
    void open_withoutATreeAtTheRoot_isRefused() {
        Definition graph = graph(freshShell("true"));

        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        gateway ->
                                                Finish.with(
                                                        gateway.open(
                                                                graph.root().vertex(),
                                                                List.of(Ref.SCRATCH)))))
                .isInstanceOf(BuildkitException.Rejected.class);
    }

    /** What a program has shown. */
    private static final class Screen extends OutputStream {
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            shown.write(b);
            notifyAll();
        }

        synchronized void await(String text) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!text(shown).contains(text)) {
                assertThat(System.nanoTime()).as(text(shown)).isLessThan(end);
                TimeUnit.SECONDS.timedWait(this, 1);
            }
        }
    }
}
