package dev.jbuild.cdn.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class PurgeCommandTest {
    private static final Digest RELEASE = Digest.of(new byte[0]);

    @TempDir Path temp;

    private PurgeCommand command(String text) {
        return PurgeCommand.of(
                        Map.of("JBUILD_CDN_PURGE", text, "SEEN", temp.resolve("seen").toString()))
                .orElseThrow();
    }

    @Test
    void command_getsThePathsAndWhatTheyAreOf() throws Exception {
        command("(echo $JBUILD_ORIGIN $JBUILD_RELEASE; cat) > \"$SEEN\"")
                .run("file:build/cdn", RELEASE, List.of("a b.html", "über.html"), "x");

        assertThat(temp.resolve("seen"))
                .hasContent("file:build/cdn " + RELEASE.hex() + "\na b.html\nüber.html");
    }

    @Test
    void command_needNotReadWhatItGets() throws Exception {
        command("echo done > \"$SEEN\"")
                .run("x", RELEASE, List.of("a".repeat(100_000), "b".repeat(100_000)), "x");

        assertThat(temp.resolve("seen")).hasContent("done");
    }

    @Test
    void withoutAPath_nothingRuns() throws Exception {
        command("touch \"$SEEN\"").run("x", RELEASE, List.of(), "x");

        assertThat(temp.resolve("seen")).doesNotExist();
    }

    @Test
    void withoutACommand_thereIsNone() {
        assertThat(PurgeCommand.of(Map.of())).isEmpty();
        assertThat(PurgeCommand.of(Map.of("JBUILD_CDN_PURGE", " "))).isEmpty();
    }

    @Test
    void failure_saysWhatTheCommandSaid() {
        PurgeCommand command = command("echo no such zone >&2; exit 7");

        assertThatThrownBy(() -> command.run("x", RELEASE, List.of("index.html"), "x"))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageContaining("the command in JBUILD_CDN_PURGE ended with 7: no such zone");
    }
}
