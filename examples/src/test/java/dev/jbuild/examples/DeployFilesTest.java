package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.examples.testing.Jbuild;
import dev.jbuild.examples.testing.Outcome;
import dev.jbuild.examples.testing.Registry;
import dev.jbuild.examples.testing.TestEngine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files by which CodePipeline deploys an image, from the build file to a registry and back. */
@Tag("engine")
class DeployFilesTest {
    private static final String SHOP = TestEngine.registry() + "/jbuild-test/shop-" + NONCE;
    private static final String DEFINITIONS = "build/imagedefinitions.json";
    private static final String DETAIL = "build/imageDetail.json";

    private Jbuild jbuild;

    @BeforeEach
    void makeProject(@TempDir Path folder) throws Exception {
        jbuild = new Jbuild(folder);
        writeProject(SHOP, "one");
    }

    private void writeProject(String image, String content) throws IOException {
        jbuild.write("shop", content);
        jbuild.write(
                "jbuild.groovy",
                """
                jbuild '1'

                target('shop') {
                    from 'scratch'
                    copy 'shop', into: '/shop'
                    image '%s:dev', push: true
                }

                target('all') {
                    build '+shop', platforms: ['linux/amd64', 'linux/arm64']
                    deployFile '%s', json([[name: 'shop', imageUri: imageRef('+shop')]])
                    deployFile '%s', json([ImageURI: imageRef('+shop')])
                }
                """
                        .formatted(image, DEFINITIONS, DETAIL));
    }

    private JsonElement json(String file) throws IOException {
        return JsonParser.parseString(Files.readString(jbuild.path(file)));
    }

    @Test
    void files_nameWhatIsInTheRegistry() throws Exception {
        Outcome pushed = jbuild.run("--push", "+all");

        assertThat(pushed.exitCode()).as(pushed::toString).isZero();
        JsonElement shop = json(DEFINITIONS).getAsJsonArray().asList().getFirst();
        assertThat(json(DEFINITIONS).getAsJsonArray()).hasSize(1);
        assertThat(shop.getAsJsonObject().keySet()).containsExactly("name", "imageUri");
        assertThat(shop.getAsJsonObject().get("name").getAsString()).isEqualTo("shop");
        String uri = shop.getAsJsonObject().get("imageUri").getAsString();
        assertThat(uri).matches("\\Q" + SHOP + "\\E@sha256:[0-9a-f]{64}");
        JsonObject detail = json(DETAIL).getAsJsonObject();
        assertThat(detail.keySet()).containsExactly("ImageURI");
        assertThat(detail.get("ImageURI").getAsString()).isEqualTo(uri);

        Registry registry = new Registry(SHOP);
        assertThat(registry.platforms(uri.substring(uri.indexOf('@') + 1)))
                .containsOnlyKeys("linux/amd64", "linux/arm64")
                .isEqualTo(registry.platforms("dev"));
    }

    @Test
    void files_areWrittenWhenThePushHasSucceeded_andNotBefore() throws Exception {
        assertThat(jbuild.run("+all").exitCode()).isZero();
        assertThat(jbuild.path(DETAIL)).doesNotExist();
        assertThat(jbuild.path(DEFINITIONS)).doesNotExist();

        // Nobody has this port.
        writeProject("localhost:1/shop", "one");
        assertThat(jbuild.run("--push", "+all").exitCode()).isEqualTo(3);
        assertThat(jbuild.path(DETAIL)).doesNotExist();
        assertThat(jbuild.path(DEFINITIONS)).doesNotExist();

        writeProject(SHOP, "one");
        assertThat(jbuild.run("--push", "+all").exitCode()).isZero();
        JsonElement definitions = json(DEFINITIONS);
        JsonElement detail = json(DETAIL);

        writeProject("localhost:1/shop", "two");
        assertThat(jbuild.run("--push", "+all").exitCode()).isEqualTo(3);
        assertThat(json(DEFINITIONS)).isEqualTo(definitions);
        assertThat(json(DETAIL)).isEqualTo(detail);
    }
}
