package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.ExecBuilder;
import dev.jbuild.buildkit.llb.Mount;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.llb.SecretEnv;
import dev.jbuild.buildkit.session.SessionOptions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

@Tag("engine")
class SecretsTest extends ConnectedTest {

    private static final SessionOptions SESSION =
            SessionOptions.EMPTY.withSecrets(
                    id ->
                            id.equals("token")
                                    ? Optional.of("s3cret".getBytes(StandardCharsets.UTF_8))
                                    : Optional.empty());

    @Test
    void secret_whenMounted_isAFileThatDoesNotStay() throws Exception {
        ExecBuilder step =
                Engine.freshShell(
                                "wc -c < /run/secrets/token > /size; stat -c %a /run/secrets/token"
                                        + " >> /size")
                        .mount(new Mount.Secret("/run/secrets/token", "token"));

        assertThat(read(Engine.graph(step), "/size")).isEqualTo("6\n400\n");
    }

    @Test
    void secret_whenOptionalAndMissing_isNoFile() throws Exception {
        ExecBuilder step =
                Engine.freshShell("test -e /run/s && echo there > /out || echo missing > /out")
                        .mount(new Mount.Secret("/run/s", "unknown", 0, 0, 0400, true));

        assertThat(read(Engine.graph(step), "/out")).isEqualTo("missing\n");
    }

    @Test
    void secret_whenRequiredAndMissing_failsTheStep() {
        ExecBuilder step = Engine.freshShell("true").mount(new Mount.Secret("/run/s", "unknown"));

        assertThatThrownBy(() -> read(Engine.graph(step), "/"))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining("unknown");
    }

    @Test
    void secret_whenAskedForAsVariable_isOneWhereTheDaemonCan() throws Exception {
        ExecBuilder step =
                Engine.freshShell("printf %s \"$TOKEN\" > /out")
                        .secretEnv(new SecretEnv("TOKEN", "token", false));

        String expected = client.capabilities().secretEnv() ? "s3cret" : "";

        assertThat(read(Engine.graph(step), "/out")).isEqualTo(expected);
    }

    @Test
    void cacheMount_whenUsedAgain_holdsWhatWasLeft() throws Exception {
        Mount cache =
                new Mount.Cache(
                        "/cache", "jbuild-test-" + UUID.randomUUID(), Mount.CacheSharing.LOCKED);
        read(
                Engine.graph(Engine.freshShell("echo kept > /cache/f; touch /done").mount(cache)),
                "/done");

        ExecBuilder second = Engine.freshShell("cat /cache/f > /out").mount(cache);

        assertThat(read(Engine.graph(second), "/out")).isEqualTo("kept\n");
    }

    @Test
    void session_whenAStepTakesLong_stillGivesSecrets() throws Exception {
        // A daemon that gets no answer to its health checks has dropped the session by then.
        Output slept = Engine.freshShell("sleep 15").root(Remarks.NONE);
        ExecBuilder step =
                Engine.shell(slept, "wc -c < /run/s > /out")
                        .mount(new Mount.Secret("/run/s", "token"));

        assertThat(read(Engine.graph(step), "/out")).isEqualTo("6\n");
    }

    private static String read(Definition graph, String path) throws Exception {
        return client.build(
                        BuildRequest.builder().session(SESSION).build(),
                        gateway -> {
                            Ref ref = gateway.solve(graph);
                            return Finish.with(
                                    new String(
                                            gateway.readFile(ref, path), StandardCharsets.UTF_8));
                        })
                .value();
    }
}
