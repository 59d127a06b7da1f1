package dev.jbuild.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.engine.event.Delivery.Planned.Change;
import dev.jbuild.engine.event.Delivery.Planned.Kind;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class ReleasePlanTextTest {
    private static final Digest OLD = Digest.of(new byte[] {1});
    private static final Digest NEW = Digest.of(new byte[] {2});

    @Test
    void plan_isWhatVisitorsWillSee_inOrder() {
        Planned plan =
                new Planned(
                        "s3://bucket/web?endpoint=https://host",
                        Optional.of("tag"),
                        Optional.of(OLD),
                        NEW,
                        List.of(
                                new Change(Kind.NEW, "app-0123456789abcdef.js", 12_345),
                                new Change(Kind.HEADERS, "robots.txt", 14),
                                new Change(Kind.CHANGED, "index.html", 900),
                                new Change(Kind.REMOVED, "old.html", 0)));

        assertThat(ReleasePlanText.of(plan))
                .containsExactly(
                        "s3://bucket/web: release dbc1b4c900ff in place of 4bf5122f3445",
                        "  + app-0123456789abcdef.js  12.3 kB",
                        "  ~ robots.txt               other headers",
                        "  ~ index.html               900 B",
                        "  - old.html",
                        "  3 files to send, 13.3 kB; 1 to remove");
    }

    @Test
    void plan_ofWhatIsServed_isEmpty() {
        Planned plan = new Planned("file:x", Optional.of("tag"), Optional.of(NEW), NEW, List.of());

        assertThat(ReleasePlanText.of(plan))
                .containsExactly(
                        "file:x: release dbc1b4c900ff, which is served", "  nothing to change");
    }
}
