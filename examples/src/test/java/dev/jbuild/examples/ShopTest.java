package dev.jbuild.examples;

import static dev.jbuild.examples.testing.TestEngine.NONCE;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.examples.testing.Container;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Edge;
import dev.jbuild.examples.testing.Example;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shop, from its sources to containers that answer, and what a change of it costs. One project
 * for all tests, since building it is the expensive part: in the order below, each begins where the
 * one before ended.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopTest {
    private static final String AMD64 = "linux/amd64";
    private static final String ARM64 = "linux/arm64";
    private static final String STYLE = "frontend/src/main.css";
    private static final String SERVER = "src/main/java/shop/Shop.java";
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    private Example shop;
    private Outcome first;
    private String own;

    @BeforeAll
    void buildEverything(@TempDir Path folder) throws Exception {
        own = Containers.nativePlatform();
        shop = new Example("shop", folder);
        // A jar like no other: an engine that has seen it before would not run it, and show
        // nothing.
        shop.change(SERVER, "\"shutdown\"", "\"shutdown of first " + NONCE + "\"");
        first = shop.build("--push", "+all");
    }

    @AfterAll
    void cleanUp() throws Exception {
        shop.remove();
    }

    private Container container(String platform) throws Exception {
        return shop.container(platform, 8080, "/healthz");
    }

    private Path built(String file) {
        return shop.jbuild().path("build/static").resolve(file);
    }

    private SortedMap<String, FileTime> timesOfAssets() throws IOException {
        SortedMap<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(built("."))) {
            for (Path file : files.toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private String styleSheet() throws IOException {
        return Files.readString(built("assets").resolve(nameOf(".css")));
    }

    /** The name of the one asset of a kind. */
    private String nameOf(String suffix) throws IOException {
        try (Stream<Path> assets = Files.list(built("assets"))) {
            List<String> names =
                    assets.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(suffix))
                            .toList();
            assertThat(names).hasSize(1);
            return names.getFirst();
        }
    }

    @Test
    @Order(1)
    void everything_isBuiltOnce_nativelyWhereThatWillDo() {
        assertThat(first.built())
                .containsExactlyInAnyOrder(
                        "+assets " + own,
                        "+compile " + own,
                        "+deps " + own,
                        "+jdk " + own,
                        "+jre " + AMD64,
                        "+jre " + ARM64,
                        "+node " + own,
                        "+release " + own,
                        "+runtime " + AMD64,
                        "+runtime " + ARM64,
                        "+smoke " + AMD64,
                        "+smoke " + ARM64);
        assertThat(first.reused()).isEmpty();
        assertThat(first.err())
                .containsPattern("(?m)^\\+smoke linux/amd64 +\\|   checked on amd64, Java 17\\.")
                .containsPattern("(?m)^\\+smoke linux/arm64 +\\|   checked on aarch64, Java 17\\.")
                .containsPattern("note: emulated steps took \\d+ s in all; --builder linux/a[mr]");
    }

    @Test
    @Order(1)
    void assets_lieInTheirFolder_withTheirManifest() throws Exception {
        JsonObject entry =
                JsonParser.parseString(Files.readString(built("manifest.json")))
                        .getAsJsonObject()
                        .getAsJsonObject("src/main.ts");

        assertThat(entry.get("file").getAsString()).matches("assets/main-[\\w-]{8}\\.js");
        assertThat(built(entry.get("file").getAsString())).isNotEmptyFile();
        String style = entry.getAsJsonArray("css").get(0).getAsString();
        assertThat(style).matches("assets/main-[\\w-]{8}\\.css");
        assertThat(built(style)).isNotEmptyFile();
        assertThat(first.delivered().get("build/static")).isEqualTo("3 files, 3 written");
    }

    @Test
    @Order(1)
    void index_listsBothPlatforms_eachWithItsConfiguration() throws Exception {
        SortedMap<String, String> platforms = shop.registry().platforms(NONCE);

        assertThat(platforms).containsOnlyKeys(AMD64, ARM64);
        for (Map.Entry<String, String> platform : platforms.entrySet()) {
            JsonObject image = shop.registry().config(platform.getValue());
            assertThat("linux/" + image.get("architecture").getAsString())
                    .isEqualTo(platform.getKey());
            JsonObject config = image.getAsJsonObject("config");
            assertThat(config.get("User").getAsString()).isEqualTo("10001:10001");
            assertThat(config.get("WorkingDir").getAsString()).isEqualTo("/app");
            assertThat(config.getAsJsonObject("ExposedPorts").keySet()).containsExactly("8080/tcp");
            assertThat(config.getAsJsonObject("Labels").get("org.opencontainers.image.title"))
                    .hasToString("\"Shop\"");
            assertThat(image.toString()).doesNotContain("dev/jbuild", "JAVA_TOOL_OPTIONS");
        }
    }

    @ParameterizedTest
    @CsvSource({AMD64, ARM64})
    @Order(2)
    void container_answersWithPagesAndAssets(String platform) throws Exception {
        Container container = container(platform);

        JsonObject health =
                JsonParser.parseString(container.get("/healthz").body()).getAsJsonObject();
        assertThat(health.get("status").getAsString()).isEqualTo("ok");
        assertThat(health.get("schema").getAsInt()).isEqualTo(2);
        JsonArray products =
                JsonParser.parseString(container.get("/api/products").body()).getAsJsonArray();
        assertThat(products).isNotEmpty();
        assertThat(products.get(0).getAsJsonObject().keySet()).contains("name", "stock");

        HttpResponse<String> page = container.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        List<String> assets =
                ASSET.matcher(page.body()).results().map(link -> link.group(1)).toList();
        assertThat(assets).hasSize(2);
        for (String path : assets) {
            HttpResponse<String> asset = container.get(path);
            assertThat(asset.statusCode()).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control"))
                    .contains("public, max-age=31536000, immutable");
            assertThat(asset.body()).isEqualTo(Files.readString(built(path.substring(1))));
        }
    }

    /** A shop that links to another host for its assets would find them there. */
    @Test
    @Order(2)
    void assets_areServedAsARelease_underTheNamesThatThePageHas(@TempDir Path folder)
            throws Exception {
        assertThat(first.delivered().get("build/cdn"))
                .matches("release \\w+, 3 files, \\d+ sent.*");
        Edge edge = Edge.start(folder, shop.jbuild().path("build/cdn"));
        try {
            for (String name : List.of(nameOf(".js"), nameOf(".css"))) {
                HttpResponse<byte[]> asset = edge.get(Edge.Server.NGINX, "assets/" + name, "br");
                assertThat(asset.statusCode()).isEqualTo(200);
                assertThat(asset.headers().firstValue("Cache-Control"))
                        .contains("public, max-age=31536000, immutable");
                // Too small for a sibling to pay.
                assertThat(asset.body()).isEqualTo(Files.readAllBytes(built("assets/" + name)));
            }
        } finally {
            edge.remove();
        }
    }

    /** The machine of an ELF file is a number of two bytes at place 18: 62 or 183. */
    @ParameterizedTest
    @CsvSource({AMD64 + ",62", ARM64 + ",183"})
    @Order(2)
    void container_isOfItsPlatform_downToTheRuntime(String platform, int elf) throws Exception {
        Container container = container(platform);

        assertThat(container.shell("uname -m")).isEqualTo(Containers.machine(platform));
        byte[] java = container.head("/opt/jre/bin/java", 20);
        assertThat(java).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(java[18] & 0xff).isEqualTo(elf);
        assertThat(java[19]).isZero();
    }

    @ParameterizedTest
    @CsvSource({AMD64, ARM64})
    @Order(2)
    void container_holdsWhatRuns_andNothingThatBuilds(String platform) throws Exception {
        Container container = container(platform);

        assertThat(container.shell("id -u; id -g")).isEqualTo("10001\n10001");
        List<String> files = container.files();
        assertThat(files)
                .contains("app/shop.jar", "app/frontend/manifest.json", "opt/jre/bin/java");
        assertThat(files)
                .noneMatch(file -> file.startsWith("dev/jbuild"))
                .noneMatch(file -> file.matches("(.*/)?(javac|mvn|node|npm)"));
    }

    @Test
    @Order(3)
    void again_nothingIsSolved_andNoFileIsTouched() throws Exception {
        SortedMap<String, FileTime> before = timesOfAssets();

        Outcome second = shop.build("--push", "+all");

        assertThat(second.total())
                .matches("everything up to date: 12 targets, 0 solved, .+ saved, in .+");
        assertThat(second.built()).isEmpty();
        assertThat(second.reused()).isEqualTo(first.built());
        assertThat(second.delivered().get("build/static")).isEqualTo("3 files, unchanged");
        assertThat(timesOfAssets()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void touchedFile_rerunsNothing() throws Exception {
        for (String file : List.of(STYLE, SERVER, "pom.xml", "jbuild.groovy")) {
            Files.setLastModifiedTime(
                    shop.jbuild().path(file), FileTime.from(Instant.now().plusSeconds(60)));
        }

        assertThat(shop.build("+all").built()).isEmpty();
    }

    /**
     * The server is not compiled again and no toolchain is installed: only what holds the assets.
     */
    @Test
    @Order(5)
    void changedStyle_rerunsWhatHoldsTheAssets() throws Exception {
        shop.change(STYLE, "max-width: 60rem", "max-width: 61rem; --run: r" + NONCE);

        Outcome changed = shop.build("+all");

        assertThat(changed.built())
                .containsExactlyInAnyOrder(
                        "+assets " + own,
                        "+release " + own,
                        "+runtime " + AMD64,
                        "+runtime " + ARM64,
                        "+smoke " + AMD64,
                        "+smoke " + ARM64);
        assertThat(styleSheet()).contains("max-width:61rem", "r" + NONCE);
    }

    /**
     * Natively only: which nodes of the other platform would run follows from the same keys, as the
     * test before has shown.
     */
    @Test
    @Order(6)
    void changedClass_rerunsWhatHoldsTheJar() throws Exception {
        shop.change(SERVER, "shutdown of first", "shutdown of second");

        assertThat(shop.build("+smoke").built())
                .containsExactlyInAnyOrder(
                        "+compile " + own, "+release " + own, "+runtime " + own, "+smoke " + own);
    }

    @Test
    @Order(7)
    void changesTakenBack_rerunNothing() throws Exception {
        shop.change(SERVER, "shutdown of second", "shutdown of first");
        shop.change(STYLE, "max-width: 61rem; --run: r" + NONCE, "max-width: 60rem");

        Outcome back = shop.build("+all");

        assertThat(back.built()).isEmpty();
        assertThat(styleSheet()).contains("max-width:60rem").doesNotContain(NONCE);
    }
}
