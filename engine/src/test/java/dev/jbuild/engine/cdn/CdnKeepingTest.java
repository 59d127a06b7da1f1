package dev.jbuild.engine.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.artifact.ArtifactStore;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cdn.ReleaseMaker;
import dev.jbuild.cdn.folder.FolderOrigin;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.publish.Publisher;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.engine.event.Delivery.Planned;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CdnKeepingTest {
    private static final String ORIGIN = "file:build/cdn";

    @TempDir Path temp;
    private Map<String, String> environment = Map.of();

    private Digest publish(String page) throws Exception {
        DiskCache cache = DiskCache.open(temp.resolve("state"), damage -> {});
        Path site = Files.createDirectories(temp.resolve("site"));
        Files.writeString(site.resolve("index.html"), page);
        FileDigests digests = FileDigests.open(cache.stateFile("files"), InstantSource.system());
        Release release =
                new ReleaseMaker(cache.actions(), cache.blobs())
                        .make(
                                new ArtifactStore(cache.blobs(), digests).ingest(site),
                                ReleaseRules.DEFAULT)
                        .release();
        try (FolderOrigin origin = new FolderOrigin(temp.resolve("build/cdn"))) {
            return new Publisher(
                            origin, cache.blobs(), InstantSource.system(), temp.resolve("journals"))
                    .publish(release, false)
                    .release();
        }
    }

    private CdnReport run(CdnTask task) throws Exception {
        return CdnKeeping.run(temp, environment, temp.resolve("state"), ORIGIN, task);
    }

    @Test
    void origin_isLookedAfter() throws Exception {
        assertThat(run(new CdnTask.Releases()).kept()).isEmpty();
        Digest one = publish("one");
        Digest two = publish("two");
        assertThat(run(new CdnTask.Releases()).kept())
                .extracting(CdnReport.Kept::release)
                .containsExactly(two, one);

        CdnReport back = run(new CdnTask.Rollback(Optional.empty(), false));
        assertThat(back.kept()).extracting(CdnReport.Kept::release).containsExactly(one, two);
        assertThat(temp.resolve("build/cdn/current/index.html")).hasContent("one");
        run(new CdnTask.Rollback(Optional.of(two.hex().substring(0, 12)), false));
        assertThat(temp.resolve("build/cdn/current/index.html")).hasContent("two");

        CdnReport expired = run(new CdnTask.Expire(1, Duration.ZERO, false));
        assertThat(expired.removed()).isEqualTo(List.of(one));
        assertThat(expired.kept()).extracting(CdnReport.Kept::release).containsExactly(two);
    }

    @Test
    void plan_isCarriedOutOnItsOrigin_fromASubfolder() throws Exception {
        Digest one = publish("one");
        publish("two");
        Optional<String> state;
        try (FolderOrigin origin = new FolderOrigin(temp.resolve("build/cdn"))) {
            state = origin.pointer().map(Origin.Version::tag);
        }
        Planned planned = new Planned(ORIGIN, state, Optional.empty(), one, List.of());
        PlanFile.Basis plan =
                PlanFile.read("plan.json", PlanFile.write(temp, List.of(planned))).getFirst();

        CdnKeeping.run(
                Files.createDirectory(temp.resolve("sub")),
                environment,
                temp.resolve("state"),
                plan.origin(),
                new CdnTask.Publish(plan.release(), plan.state(), false));

        assertThat(temp.resolve("build/cdn/current/index.html")).hasContent("one");
        assertThat(temp.resolve("sub")).isEmptyDirectory();
    }

    @Test
    void rollback_isToldToTheCacheInFront() throws Exception {
        publish("one");
        publish("two");
        environment =
                Map.of("JBUILD_CDN_PURGE", "cat > \"$SEEN\"", "SEEN", temp.resolve("seen") + "");

        run(new CdnTask.Rollback(Optional.empty(), false));

        assertThat(temp.resolve("seen")).hasContent("index.html");
    }

    @Test
    void purgeThatFailed_isDoneAgain_byTheCommandThatItsHintNames() throws Exception {
        Digest one = publish("one");
        publish("two");
        environment = Map.of("JBUILD_CDN_PURGE", "exit 1");
        String name = one.hex().substring(0, 12);
        assertThatThrownBy(() -> run(new CdnTask.Rollback(Optional.empty(), false)))
                .isInstanceOfSatisfying(
                        EnvironmentFailure.class,
                        failure ->
                                assertThat(failure.hint())
                                        .contains("jbuild cdn rollback " + ORIGIN + " " + name));

        environment =
                Map.of("JBUILD_CDN_PURGE", "cat > \"$SEEN\"", "SEEN", temp.resolve("seen") + "");
        run(new CdnTask.Rollback(Optional.of(name), false));

        assertThat(temp.resolve("seen")).hasContent("index.html");
        assertThat(temp.resolve("build/cdn/current/index.html")).hasContent("one");
    }

    @Test
    void planOfSomethingElse_isAMistake() throws Exception {
        publish("one");
        Digest page = Digest.of("one".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> run(new CdnTask.Publish(page, Optional.empty(), false)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(page.hex().substring(0, 12));
    }

    @Test
    void whatIsNotThere_isNamed() throws Exception {
        publish("one");
        assertThatThrownBy(() -> run(new CdnTask.Rollback(Optional.of("ffff"), false)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("ffff");
        assertThatThrownBy(
                        () ->
                                CdnKeeping.run(
                                        temp,
                                        environment,
                                        temp.resolve("state"),
                                        "ftp://x",
                                        new CdnTask.Releases()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("ftp://x");
    }
}
