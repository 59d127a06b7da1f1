package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.event.StepFailure;
import dev.jbuild.engine.image.ImageArchive;
import dev.jbuild.engine.image.ImageContents;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.ImageOptions.Packing;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How large images may be, and the forms that they are delivered in. */
@Tag("engine")
class ImageFormTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);
    private static final ImageName IMAGE =
            ImageName.parse(EngineUnderTest.registry() + "/jbuild-test/form:" + NONCE);
    private static final int LARGE = 300_000;

    private Path folder;
    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path temporary) throws Exception {
        folder = temporary;
        checker = new BuildChecker(temporary);
        byte[] noise = new byte[LARGE];
        new Random(7).nextBytes(noise);
        Files.write(checker.write("noise", ""), noise);
        checker.write("hello.txt", "hello");
    }

    private static Project project(ImageName name, ImageOptions options, Platform... platforms) {
        return TestProject.onPlatforms(
                "app",
                t ->
                        t.fromScratch()
                                .copy("noise", "/opt/data/")
                                .copy("hello.txt", "/srv/")
                                .user("1000:1000")
                                .step(new Step.Image(List.of(name), options, SPAN)),
                platforms);
    }

    private static ImageOptions options(
            Optional<Long> maxSize, Optional<String> saveAs, Packing packing, boolean provenance) {
        return new ImageOptions(
                true,
                maxSize.map(ImageOptions.Size::new),
                saveAs,
                packing,
                provenance,
                Optional.empty());
    }

    private static ImageOptions atMost(long size) {
        return options(Optional.of(size), Optional.empty(), Packing.GZIP, false);
    }

    @Test
    void build_whenImageIsTooLarge_fails_listsWhatIsIn_andDeliversNothing() throws Exception {
        ImageName name = ImageName.parse(IMAGE + "-large");

        Checked built = checker.build(project(name, atMost(200_000), AMD64, ARM64));

        assertThat(built.report().succeeded()).isFalse();
        assertThat(built.report().deliveries()).isEmpty();
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            assertThat(engine.imageId(name)).isEmpty();
        }
        assertThat(built.report().failures()).hasSize(2);
        StepFailure failure = built.report().failures().getFirst();
        assertThat(failure.message()).matches("the image has 30\\d\\.\\d+ kB, .* 200\\.00 kB");
        assertThat(failure.output())
                // Docker 20.10 has no better name for a step that is no run.
                .anyMatch(line -> line.matches(" +30\\d\\.\\d kB  .*(copy noise into|fileop).*"))
                .contains("   300.0 kB  /opt/data", "        5 B  /srv");

        // Known by now: looked at no more.
        Checked again = checker.build(project(name, atMost(400_000), AMD64, ARM64));
        assertThat(again.report().succeeded()).isTrue();
        assertThat(again.report().deliveries()).isNotEmpty();
        assertThat(
                        checker.build(project(name, atMost(400_000), AMD64, ARM64))
                                .report()
                                .deliveries())
                .allMatch(Delivery::unchanged);
        assertThat(checker.build(project(name, atMost(1000), AMD64, ARM64)).report().succeeded())
                .isFalse();
    }

    @Test
    void build_whenArchiveIsAskedFor_writesOne_andLeavesItAlone() throws Exception {
        if (refusedByGraphDriver()) {
            return;
        }
        ImageOptions options =
                options(Optional.empty(), Optional.of("build/app.tar"), Packing.GZIP, false);
        ImageName name = ImageName.parse(IMAGE + "-archive");

        checker.build(project(name, options, AMD64, ARM64));

        Path archive = checker.path("build/app.tar");
        List<ImageContents> images = contents(archive);
        assertThat(images).extracting(ImageContents::platform).containsExactly(AMD64, ARM64);
        assertThat(images.getFirst().settings()).containsEntry("user", "1000:1000");
        assertThat(images.getFirst().folders())
                .contains(new ImageContents.Folder("/opt/data", LARGE));

        Object written = Files.getAttribute(archive, "unix:ino");
        Checked again = checker.build(project(name, options, AMD64, ARM64));
        assertThat(again.report().deliveries()).allMatch(Delivery::unchanged);
        assertThat(Files.getAttribute(archive, "unix:ino")).isEqualTo(written);

        byte[] before = Files.readAllBytes(archive);
        Files.delete(archive);
        checker.build(project(name, options, AMD64, ARM64));
        assertThat(archive).hasBinaryContent(before);
    }

    @Test
    void build_whenLayoutIsAskedFor_writesWhatIsNew_andTheIndexThatARegistryHas() throws Exception {
        if (refusedByGraphDriver()) {
            return;
        }
        checker.pushing();
        ImageOptions options =
                options(Optional.empty(), Optional.of("build/app/"), Packing.GZIP, false);
        ImageName name = ImageName.parse(IMAGE + "-layout");

        Checked built = checker.build(project(name, options, AMD64, ARM64));

        Path layout = checker.path("build/app");
        JsonNode described = json(layout.resolve("index.json")).path("manifests").path(0);
        assertThat(described.path("annotations").path("io.containerd.image.name").asText())
                .isEqualTo(name.toString());
        Delivery.Pushed pushed = pushed(built);
        assertThat(described.path("digest").asText()).isEqualTo(pushed.index().toString());
        Set<String> blobs = reachable(layout, described);
        assertThat(files(layout))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(blobs.stream(), Stream.of("index.json", "oci-layout"))
                                .toList());
        assertThat(json(blob(layout, described)).path("manifests"))
                .extracting(manifest -> manifest.path("platform").path("architecture").asText())
                .containsExactly("amd64", "arm64");

        assertThat(checker.build(project(name, options, AMD64, ARM64)).report().deliveries())
                .allMatch(Delivery::unchanged);

        checker.write("hello.txt", "hello again");
        Checked changed = checker.build(project(name, options, AMD64, ARM64));
        // The layer of the noise stays; the index, and for each platform its config and manifest,
        // are new. Both platforms share the layer of the text.
        assertThat(changed.report().deliveries())
                .contains(new Delivery.Files("build/app/", files(layout).size(), 7, 6));
        JsonNode now = json(layout.resolve("index.json")).path("manifests").path(0);
        assertThat(files(layout)).containsAll(reachable(layout, now));

        // The cache has it all: no builder is asked.
        Folders.delete(layout);
        Checked again = checker.build(project(name, options, AMD64, ARM64));
        assertThat(again.report().deliveries())
                .contains(
                        new Delivery.Files(
                                "build/app/", files(layout).size(), files(layout).size(), 0));
        assertThat(files(layout)).containsAll(reachable(layout, now));
    }

    private static Delivery.Pushed pushed(Checked built) {
        return built.report().deliveries().stream()
                .filter(Delivery.Pushed.class::isInstance)
                .map(Delivery.Pushed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Every blob that an index leads to, each with the content that its name says. */
    private static Set<String> reachable(Path layout, JsonNode described) throws Exception {
        Set<String> blobs = new TreeSet<>();
        Path blob = blob(layout, described);
        assertThat(Digest.of(Files.readAllBytes(blob)))
                .hasToString(described.path("digest").asText());
        assertThat(Files.size(blob)).isEqualTo(described.path("size").asLong());
        blobs.add(layout.relativize(blob).toString());
        if (described.path("mediaType").asText().endsWith("+json")
                && !described.path("mediaType").asText().contains("config")) {
            JsonNode document = json(blob);
            for (JsonNode next : document.path("manifests")) {
                blobs.addAll(reachable(layout, next));
            }
            for (JsonNode next : document.path("layers")) {
                blobs.addAll(reachable(layout, next));
            }
            if (document.has("config")) {
                blobs.addAll(reachable(layout, document.path("config")));
            }
        }
        return blobs;
    }

    private static Path blob(Path layout, JsonNode described) {
        return layout.resolve("blobs").resolve(described.path("digest").asText().replace(':', '/'));
    }

    private static JsonNode json(Path file) throws Exception {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        }
    }

    @Test
    void build_whenPackedByZstd_registryHasIt() throws Exception {
        if (refusedByGraphDriver()) {
            return;
        }
        checker.pushing();
        ImageOptions packed = options(Optional.empty(), Optional.empty(), Packing.ZSTD, false);
        ImageName zstd = ImageName.parse(IMAGE + "-zstd");
        checker.build(project(zstd, packed, AMD64));
        assertThat(TestRegistry.manifest(zstd, zstd.tag()).path("layers"))
                .isNotEmpty()
                .allMatch(layer -> layer.path("mediaType").asText().endsWith("+zstd"));
    }

    @Test
    void inspect_saysWhatTheEngineHas() throws Exception {
        ImageName name = ImageName.parse(IMAGE + "-inspect");
        checker.build(project(name, ImageOptions.DEFAULT, AMD64));

        List<ImageContents> images =
                Engine.inspect(EngineUnderTest.environment(), folder.resolve("state"), name);

        assertThat(images).hasSize(1);
        ImageContents image = images.getFirst();
        assertThat(image.platform()).isEqualTo(AMD64);
        assertThat(image.size()).isBetween(LARGE + 0L, LARGE + 10_000L);
        assertThat(image.layers()).hasSize(2);
        assertThat(image.folders()).contains(new ImageContents.Folder("/opt/data", LARGE));
    }

    /** Such an engine has other ways, or none, and says so. */
    private boolean refusedByGraphDriver() throws Exception {
        if (!EngineUnderTest.hasGraphDriver()) {
            return false;
        }
        ImageOptions packed = options(Optional.empty(), Optional.empty(), Packing.ZSTD, false);
        assertThatThrownBy(() -> checker.build(project(IMAGE, packed, AMD64)))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("this engine cannot write archives of images");
        return true;
    }

    private static List<ImageContents> contents(Path file) throws Exception {
        try (ImageArchive archive = ImageArchive.open(file)) {
            return archive.images(true);
        }
    }
}
