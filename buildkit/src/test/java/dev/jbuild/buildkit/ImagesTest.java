package dev.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.buildkit.llb.Definition;
import dev.jbuild.buildkit.llb.FileAction;
import dev.jbuild.buildkit.llb.FileOp;
import dev.jbuild.buildkit.llb.Output;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.llb.ResolveMode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Tag("engine")
class ImagesTest extends ConnectedTest {

    @Test
    void image_whenLookedUp_hasDigestAndConfig() throws Exception {
        client.build(
                BuildRequest.EMPTY,
                gateway -> {
                    ResolvedImage image =
                            gateway.resolveImage(
                                    "docker.io/library/debian:bookworm-slim",
                                    Engine.NATIVE,
                                    ResolveMode.PULL);
                    assertThat(image.digest()).startsWith("sha256:");
                    assertThat(json(image).get("architecture").getAsString()).isEqualTo("amd64");
                    return Finish.with("");
                });
    }

    @Test
    void image_whenThereIsNone_isNotFound() throws Exception {
        String name = Engine.registry() + "/no/such:image";

        BuildkitException.NotFound failure =
                catchThrowableOfType(
                        BuildkitException.NotFound.class,
                        () ->
                                client.build(
                                        BuildRequest.EMPTY,
                                        gateway ->
                                                Finish.with(
                                                        gateway.resolveImage(
                                                                name,
                                                                Engine.NATIVE,
                                                                ResolveMode.DEFAULT))));

        assertThat(failure.what()).isEqualTo(name);
    }

    @Test
    void image_whenExportedIntoTheEngine_isFoundThere() throws Exception {
        String name = "docker.io/jbuild-test/" + UUID.randomUUID() + ":1";
        Output tree = marked(Engine.DEBIAN, name);

        BuildOutcome<String> outcome =
                client.build(
                        BuildRequest.builder()
                                .exports(List.of(new Export.Moby(List.of(name))))
                                .build(),
                        gateway ->
                                new Finish<>(
                                        "",
                                        GatewayResult.single(
                                                gateway.solve(Definition.of(tree)),
                                                config(Engine.NATIVE))));

        assertThat(outcome.imageDigest())
                .hasValueSatisfying(d -> assertThat(d).startsWith("sha256:"));
        client.build(
                BuildRequest.EMPTY,
                gateway -> {
                    ResolvedImage found =
                            gateway.resolveImage(name, Engine.NATIVE, ResolveMode.LOCAL);
                    assertThat(
                                    json(found)
                                            .getAsJsonObject("config")
                                            .getAsJsonArray("Cmd")
                                            .get(0)
                                            .getAsString())
                            .isEqualTo("/bin/true");
                    return Finish.with("");
                });
    }

    @Test
    void image_whenPushedForTwoPlatforms_isAnIndexInTheRegistry() throws Exception {
        if (client.capabilities().imageStore() == Capabilities.ImageStore.GRAPHDRIVER) {
            assertThatThrownBy(this::pushTwoPlatforms).isInstanceOf(BuildkitException.class);
            return;
        }

        BuildOutcome<String> outcome = pushTwoPlatforms();

        HttpResponse<String> index =
                manifest("jbuild-test/two", outcome.imageDigest().orElseThrow());
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.body()).contains("\"amd64\"").contains("\"arm64\"");
    }

    @Test
    void push_whenTheRegistryRefuses_failsWithItsReason() throws Exception {
        String name = "localhost:1/jbuild/refused:1";
        Export.Moby export = new Export.Moby(List.of(name), true, Map.of());

        if (client.capabilities().imageStore() == Capabilities.ImageStore.GRAPHDRIVER) {
            assertThatThrownBy(() -> exportMarked(export))
                    .isInstanceOf(BuildkitException.Rejected.class);
        } else {
            assertThatThrownBy(() -> exportMarked(export))
                    .isInstanceOf(BuildkitException.class)
                    .hasMessageContaining("localhost:1");
        }
    }

    @Test
    void exporter_whenUnknownToTheDaemon_failsWithTheOuterReason() {
        // Only the outer call knows; the calls within would merely find no such build.
        assertThatThrownBy(
                        () ->
                                client.build(
                                        BuildRequest.builder()
                                                .cacheExports(
                                                        List.of(
                                                                new CacheStore(
                                                                        "no-such-cache", Map.of())))
                                                .build(),
                                        gateway ->
                                                Finish.with(
                                                        gateway.solve(
                                                                Engine.graph(
                                                                        Engine.freshShell(
                                                                                "sleep 5"))))))
                .isInstanceOf(BuildkitException.DaemonError.class)
                .hasMessageContaining("no-such-cache");
    }

    private BuildOutcome<String> pushTwoPlatforms() throws Exception {
        String name = Engine.registry() + "/jbuild-test/two:1";
        return client.build(
                BuildRequest.builder()
                        .exports(List.of(new Export.Image(List.of(name), true, Map.of())))
                        .build(),
                gateway -> {
                    List<GatewayResult.PlatformResult> results = new ArrayList<>();
                    for (Platform platform : List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)) {
                        Ref ref =
                                gateway.solve(
                                        Definition.of(marked(Engine.debian(platform), "two")));
                        results.add(
                                new GatewayResult.PlatformResult(platform, ref, config(platform)));
                    }
                    return new Finish<>("", GatewayResult.platforms(results));
                });
    }

    private static void exportMarked(Export export) throws Exception {
        Output tree = marked(Engine.DEBIAN, "refused");
        client.build(
                BuildRequest.builder().exports(List.of(export)).build(),
                gateway ->
                        new Finish<>(
                                "",
                                GatewayResult.single(
                                        gateway.solve(Definition.of(tree)),
                                        config(Engine.NATIVE))));
    }

    private static Output marked(Output base, String mark) {
        return FileOp.of(
                        base,
                        new FileAction.Mkfile(
                                "/mark", 0644, dev.jbuild.buildkit.llb.Bytes.of(mark)))
                .vertex()
                .output();
    }

    private static String config(Platform platform) {
        return """
        {"architecture":"%s","os":"%s","config":{"Cmd":["/bin/true"]},
         "rootfs":{"type":"layers","diff_ids":[]},"history":[]}\
        """
                .formatted(platform.architecture(), platform.os());
    }

    private static JsonObject json(ResolvedImage image) {
        return JsonParser.parseString(image.configJson().text()).getAsJsonObject();
    }

    private static HttpResponse<String> manifest(String repository, String digest)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + Engine.registry()
                                                + "/v2/"
                                                + repository
                                                + "/manifests/"
                                                + digest))
                        .header(
                                "Accept",
                                "application/vnd.oci.image.index.v1+json,"
                                        + "application/vnd.docker.distribution.manifest.list.v2+json")
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
