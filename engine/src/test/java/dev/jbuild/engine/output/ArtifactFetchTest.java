package dev.jbuild.engine.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.buildkit.Progress;
import dev.jbuild.buildkit.llb.ExecOp;
import dev.jbuild.buildkit.llb.ImageSource;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.Remarks;
import dev.jbuild.buildkit.session.SessionOptions;
import dev.jbuild.cache.disk.DiskCache;
import dev.jbuild.cache.file.FileDigests;
import dev.jbuild.cache.file.FileEntry;
import dev.jbuild.cache.file.Tree;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.plan.ArtifactPath;
import dev.jbuild.engine.plan.Output;
import dev.jbuild.engine.solve.Builder;
import dev.jbuild.engine.solve.Connection;
import dev.jbuild.engine.solve.Exporter;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.model.RecipeId;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Folders with many files are picked from all that the builder lists; the rest is copied. */
@Tag("engine")
class ArtifactFetchTest {
    private static final String MAKE =
            """
            set -e
            mkdir -p /srv/tree/empty
            cd /srv/tree
            for d in $(seq 25); do
                mkdir -p d$d/deeper
                for f in $(seq 80); do echo "$d, $f" > d$d/deeper/f$f; done
            done
            echo small > 'd1/its ö'
            chmod 4750 d1/deeper/f1
            chmod 711 d1
            ln d1/deeper/f2 d2/again
            ln -s ../d1 d3/link
            ln -s /nowhere dangling
            : > nothing
            head -c 3000000 /dev/zero > large
            mkdir -p /srv/treetop /srv/linked /srv/special
            echo beside > /srv/treetop/file
            ln -s /srv /below
            ln -s /srv/tree /link
            for f in $(seq 2500); do echo "$f" > /srv/linked/f$f; done
            cp -r /srv/linked/. /srv/special
            ln /srv/linked/f1 /earlier
            mkfifo /srv/special/pipe
            """;

    private Connection connection;
    private ArtifactPlaces places;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void connect(@TempDir Path folder) throws Exception {
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            connection = Connection.open(engine.address());
        }
        DiskCache cache = DiskCache.open(folder.resolve("state"), damage -> {});
        FileDigests digests = FileDigests.open(cache.stateFile("index"), InstantSource.system());
        places = new ArtifactPlaces(folder, cache, digests);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private Tree fetch(String path) throws Exception {
        told.clear();
        Platform platform = new Platform("linux", "amd64", "");
        ImageSource base = new ImageSource("docker.io/library/debian:bookworm-slim", platform);
        dev.jbuild.buildkit.llb.Output made =
                ExecOp.command(
                                platform,
                                base.vertex(Remarks.NONE).output(),
                                List.of("/bin/sh", "-c", MAKE))
                        .root(Remarks.NONE);
        Output.Files output =
                new Output.Files(
                        new RecipeId(
                                new TargetRef("", "t"),
                                dev.jbuild.model.Platform.parse("linux/amd64")),
                        path,
                        "out",
                        new SourceSpan("jbuild.groovy", 1, 1, 1));
        Builder builder = new Builder(connection, SessionOptions.EMPTY, Set.of());
        Exporter exporter =
                (_, export, work) ->
                        builder.export(
                                export,
                                progress -> {
                                    if (progress instanceof Progress.VertexStarted step) {
                                        told.add(step.name());
                                    }
                                },
                                work);
        return new ArtifactFetch(
                        output,
                        ArtifactPath.of(path, path),
                        made,
                        places.arriving(ArtifactPath.of(path, path).pattern()))
                .by(exporter);
    }

    private boolean wasCopied(String path) {
        return told.contains("artifact " + path);
    }

    @Test
    void largeFolder_isPicked_andIsWhatACopyIs() throws Exception {
        Tree picked = fetch("/srv/tree");
        assertThat(wasCopied("/srv/tree")).isFalse();
        Tree copied = fetch("/below/tree");
        assertThat(wasCopied("/below/tree")).isTrue();

        assertThat(picked).isEqualTo(copied);
        assertThat(picked.entries()).hasSizeGreaterThan(2_000);
    }

    @Test
    void smallFolder_file_andPattern_areCopied() throws Exception {
        for (String path : List.of("/srv/tree/d1", "/srv/tree/large", "/srv/tree/*/deeper/f1")) {
            assertThat(fetch(path).entries()).isNotEmpty();
            assertThat(wasCopied(path)).isTrue();
        }
    }

    @Test
    void linkToALargeFolder_staysALink() throws Exception {
        assertThat(fetch("/link").entries())
                .containsExactly(new FileEntry.Symlink("", "/srv/tree"));
    }

    @Test
    void largeFolder_withAFileThatHasANameElsewhere_isCopied() throws Exception {
        Tree tree = fetch("/srv/linked");

        assertThat(wasCopied("/srv/linked")).isTrue();
        assertThat(tree.entries()).hasSize(2_500);
        assertThat(tree.entries())
                .filteredOn(entry -> entry.path().equals("f1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        FileEntry.File.class, file -> assertThat(file.size()).isEqualTo(2));
    }

    @Test
    void largeFolder_withASpecialFile_isRefusedWhereTheBuilderCopiesIt() throws Exception {
        if (EngineUnderTest.isOld()) {
            assertThat(fetch("/srv/special").entries()).hasSize(2_500);
        } else {
            assertThatThrownBy(() -> fetch("/srv/special"))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("`/srv/special/pipe`, which is a named pipe");
        }
    }

    @Test
    void moreFilesBesideAnArtifactThanExpected_areNotWaitedFor() throws Exception {
        ArrivingArtifact arriving = places.arriving(Optional.empty());
        arriving.expect(new ArrivingArtifact.Place("srv/tree", 2));
        try (var target = arriving.open()) {
            assertThat(target.wants("srv")).isFalse();
            assertThat(target.wants("srv/tree")).isTrue();
            assertThat(target.wants("srv/tree/file")).isTrue();
            assertThat(target.wants("srv/treetop")).isFalse();
            assertThatThrownBy(() -> target.wants("usr"))
                    .hasMessage("more than 2 files beside `srv/tree`");
        }
    }
}
