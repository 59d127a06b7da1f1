package dev.jbuild.engine;

import static dev.jbuild.engine.testing.BuildChecker.NONCE;
import static dev.jbuild.engine.testing.TestProject.AMD64;
import static dev.jbuild.engine.testing.TestProject.ARM64;
import static dev.jbuild.engine.testing.TestProject.BASE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.jbuild.cache.atomic.Folders;
import dev.jbuild.engine.docker.DockerEngine;
import dev.jbuild.engine.event.Delivery;
import dev.jbuild.engine.testing.BuildChecker;
import dev.jbuild.engine.testing.BuildChecker.Checked;
import dev.jbuild.engine.testing.EngineUnderTest;
import dev.jbuild.engine.testing.TestProject;
import dev.jbuild.engine.testing.TestRegistry;
import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.ImageOptions;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Images that say how they were made. */
@Tag("engine")
class AttestedImageTest {
    private static final SourceSpan SPAN = new SourceSpan("jbuild.groovy", 1, 1, 2);

    /** Lists the packages of Debian. */
    private static final String SCANNER =
            """
            set -e
            package='{"SPDXID":"SPDXRef-\\1","name":"\\1","downloadLocation":"NOASSERTION"},'
            packages=$(sed -n "s/^Package: \\(.*\\)/$package/p" "$BUILDKIT_SCAN_SOURCE/var/lib/dpkg/status")
            name=$(basename "$BUILDKIT_SCAN_SOURCE")
            cat >"$BUILDKIT_SCAN_DESTINATION/$name.spdx.json" <<END
            {"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document",
             "predicate": {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [${packages%,}]}}
            END
            """;

    private BuildChecker checker;

    @BeforeEach
    void writeProject(@TempDir Path folder) throws IOException {
        checker = new BuildChecker(folder);
        checker.write("hello.txt", "hello");
        checker.pushing();
    }

    private static ImageName name(String tag) {
        return ImageName.parse(
                EngineUnderTest.registry() + "/jbuild-test/attested:" + NONCE + "-" + tag);
    }

    private static Project project(
            List<ImageName> names, Optional<String> saveAs, Platform... platforms) {
        return project(names, options(saveAs, Optional.empty()), platforms);
    }

    private static ImageOptions options(
            Optional<String> saveAs, Optional<ImageOptions.Scanner> scanner) {
        return new ImageOptions(
                true, Optional.empty(), saveAs, ImageOptions.Packing.GZIP, true, scanner);
    }

    private static Project project(
            List<ImageName> names, ImageOptions attested, Platform... platforms) {
        return TestProject.onPlatforms(
                "app",
                t ->
                        t.from(BASE)
                                .copy("hello.txt", "/srv/")
                                .step(new Step.Image(names, attested, SPAN)),
                platforms);
    }

    @Test
    void push_putsAStatementBesideTheImageOfEachPlatform_inTheSameWordsEachTime() throws Exception {
        ImageName name = name("two");
        Project project = project(List.of(name, name("other")), Optional.empty(), AMD64, ARM64);

        Checked built = checker.build(project);

        JsonNode index = TestRegistry.manifest(name, name.tag());
        assertThat(index).isEqualTo(TestRegistry.manifest(name, name("other").tag()));
        JsonNode manifests = index.path("manifests");
        assertThat(manifests)
                .extracting(manifest -> manifest.at("/platform/architecture").asText())
                .containsExactly("amd64", "arm64", "unknown", "unknown");
        for (int i = 0; i < 2; i++) {
            String image = manifests.path(i).path("digest").asText();
            JsonNode annotations = manifests.path(i + 2).path("annotations");
            assertThat(annotations.path("vnd.docker.reference.type").asText())
                    .isEqualTo("attestation-manifest");
            assertThat(annotations.path("vnd.docker.reference.digest").asText()).isEqualTo(image);
            JsonNode statement = statement(name, manifests.path(i + 2));
            assertThat("sha256:" + statement.at("/subject/0/digest/sha256").asText())
                    .isEqualTo(image);
            assertThat(statement.at("/predicate/buildDefinition/externalParameters").toString())
                    .isEqualTo(
                            "{\"target\":\"+app\",\"platform\":\"%s\"}"
                                    .formatted(i == 0 ? AMD64 : ARM64));
        }
        JsonNode definition = statement(name, manifests.path(2)).at("/predicate/buildDefinition");
        assertThat(definition.at("/resolvedDependencies/0/uri").asText())
                .isEqualTo("pkg:docker/debian@bookworm-slim?platform=linux%2Famd64");
        assertThat(Files.readString(checker.path("jbuild.lock")))
                .contains(definition.at("/resolvedDependencies/0/digest/sha256").asText());
        String key = definition.at("/internalParameters/key").asText();
        assertThat(key).isNotEmpty();
        EngineUnderTest.buildx(
                        "imagetools",
                        "inspect",
                        name.toString(),
                        "--format",
                        "{{json .Provenance}}")
                .ifPresent(shown -> assertThat(shown).contains(key));

        Checked again = checker.build(project);
        assertThat(again.report().deliveries()).hasSize(4).allMatch(Delivery::unchanged);
        assertThat(again.pushed().index()).isEqualTo(built.pushed().index());
        Folders.delete(checker.state());
        assertThat(checker.build(project).pushed().index()).isEqualTo(built.pushed().index());
    }

    private static JsonNode statement(ImageName name, JsonNode described) throws Exception {
        JsonNode manifest = TestRegistry.manifest(name, described.path("digest").asText());
        assertThat(manifest.path("layers")).hasSize(1);
        assertThat(TestRegistry.document(name, manifest.path("config")).path("os").asText())
                .isEqualTo("unknown");
        return TestRegistry.document(name, manifest.path("layers").path(0));
    }

    @Test
    void image_ofOnePlatform_isAnIndexThen_inRegistryAndLayout() throws Exception {
        ImageName name = name("one");
        boolean layouts = !EngineUnderTest.hasGraphDriver();
        Optional<String> saveAs = layouts ? Optional.of("build/app/") : Optional.empty();

        Digest index = checker.build(project(List.of(name), saveAs, AMD64)).pushed().index();

        assertThat(TestRegistry.manifest(name, index.toString()).path("manifests"))
                .extracting(manifest -> manifest.at("/platform/os").asText())
                .containsExactly("linux", "unknown");
        if (layouts) {
            Path layout = checker.path("build/app");
            JsonNode described = json(layout.resolve("index.json")).path("manifests").path(0);
            assertThat(described.path("digest").asText()).isEqualTo(index.toString());
            assertThat(described.path("size").asLong())
                    .isEqualTo(Files.size(blob(layout, described)));
            JsonNode attestation = json(blob(layout, described)).path("manifests").path(1);
            JsonNode manifest = json(blob(layout, attestation));
            assertThat(json(blob(layout, manifest.path("layers").path(0))))
                    .isEqualTo(statement(name, attestation));
            assertThat(blob(layout, manifest.path("config"))).exists();
        }
    }

    @Test
    void scanner_saysWhatIsInAnImage_whateverItsPlatform() throws Exception {
        ImageName scanner = name("scanner");
        TestProject itself =
                new TestProject()
                        .target(
                                "scanner",
                                t ->
                                        t.from(BASE)
                                                .copy("scan", "/scan")
                                                .step(
                                                        new Step.Entrypoint(
                                                                List.of("/bin/sh", "/scan"), SPAN))
                                                .image(scanner.toString(), true));
        checker.write("scan", SCANNER);
        Digest made = checker.build(itself.goals("scanner")).pushed().index();
        ImageName name = name("scanned");
        Project project = project(List.of(name), by(scanner), AMD64, ARM64);

        Checked built = checker.build(project);

        assertThat(Files.readString(checker.path("jbuild.lock"))).contains(made.hex());
        JsonNode manifests =
                TestRegistry.manifest(name, built.pushed().index().toString()).path("manifests");
        for (int i = 2; i < 4; i++) {
            JsonNode layers =
                    TestRegistry.manifest(name, manifests.path(i).path("digest").asText())
                            .path("layers");
            assertThat(layers)
                    .extracting(
                            layer -> layer.at("/annotations/in-toto.io~1predicate-type").asText())
                    .containsExactly("https://spdx.dev/Document", "https://slsa.dev/provenance/v1");
            JsonNode statement = TestRegistry.document(name, layers.path(0));
            assertThat("sha256:" + statement.at("/subject/0/digest/sha256").asText())
                    .isEqualTo(manifests.path(i - 2).path("digest").asText());
            assertThat(statement.at("/predicate/packages"))
                    .extracting(listed -> listed.path("name").asText())
                    .contains("dpkg", "libc6");
        }
        EngineUnderTest.buildx(
                        "imagetools", "inspect", name.toString(), "--format", "{{json .SBOM}}")
                .ifPresent(shown -> assertThat(shown).contains("SPDXRef-dpkg"));
        assertThat(checker.build(project).report().deliveries()).allMatch(Delivery::unchanged);
    }

    private static ImageOptions by(ImageName scanner) {
        return options(Optional.empty(), Optional.of(new ImageOptions.Scanner(scanner, AMD64)));
    }

    @Test
    void scanner_thatIsNone_isRefused_andNothingIsDelivered() throws Exception {
        ImageName failing = name("failing");
        TestProject itself =
                new TestProject()
                        .target(
                                "failing",
                                t ->
                                        t.from(BASE)
                                                .step(
                                                        new Step.Entrypoint(
                                                                List.of("/bin/false"), SPAN))
                                                .image(failing.toString(), true));
        assertThat(checker.build(itself.goals("failing")).report().succeeded()).isTrue();

        assertThat(refused(failing)).endsWith("it failed with exit code 1");
        assertThat(refused(ImageName.parse(BASE)))
                .isEqualTo(
                        "`docker.io/library/debian:bookworm-slim` could not list what is in an"
                                + " image: it has written nothing about `+app linux/amd64`");
        try (DockerEngine engine = DockerEngine.find(EngineUnderTest.environment())) {
            assertThat(engine.imageId(name("refused"))).isEmpty();
        }
    }

    private String refused(ImageName scanner) {
        Project project = project(List.of(name("refused")), by(scanner), AMD64);
        return String.valueOf(
                catchThrowableOfType(EnvironmentFailure.class, () -> checker.build(project))
                        .getMessage());
    }

    private static Path blob(Path layout, JsonNode described) {
        return layout.resolve("blobs").resolve(described.path("digest").asText().replace(':', '/'));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
