package dev.jbuild.engine.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cdn.edge.PurgeCommand;
import dev.jbuild.cdn.publish.Plan;
import dev.jbuild.cdn.publish.Published;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.model.CdnRelease;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EdgeCareTest {
    private static final Release RELEASE = new Release("", List.of());

    @TempDir Path temp;

    private EdgeCare begin(String command) {
        Map<String, String> environment =
                Map.of(PurgeCommand.VARIABLE, command, "SEEN", temp.resolve("seen").toString());
        return EdgeCare.begin(
                CdnRelease.Edge.UNKNOWN,
                PurgeCommand.of(environment),
                OwedPurge.of(temp.resolve("notes"), "origin", "edge"));
    }

    private static Plan plan(String... removals) {
        return new Plan(
                "origin",
                Optional.empty(),
                Optional.of(RELEASE.id()),
                RELEASE.id(),
                List.of(),
                List.of(removals));
    }

    private static void finish(EdgeCare care, Plan plan) throws Exception {
        care.finish("origin", new Published(plan, 0, List.of()), RELEASE);
    }

    @Test
    void purgeThatFailed_isDoneAgain_forRemovedPathsToo() throws Exception {
        Plan removing = plan("gone.html");
        EdgeCare failing = begin("exit 1");
        failing.expect(removing);
        assertThatThrownBy(() -> finish(failing, removing)).isInstanceOf(EnvironmentFailure.class);

        finish(begin("cat > \"$SEEN\""), plan());
        assertThat(temp.resolve("seen")).hasContent("gone.html");

        finish(begin("echo again > \"$SEEN\""), plan());
        assertThat(temp.resolve("seen")).hasContent("gone.html");
    }
}
