package dev.jbuild.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;

import dev.jbuild.examples.testing.Browser;
import dev.jbuild.examples.testing.Container;
import dev.jbuild.examples.testing.Containers;
import dev.jbuild.examples.testing.Edge;
import dev.jbuild.examples.testing.Example;
import dev.jbuild.examples.testing.Outcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The static site: its image, and its release for a CDN behind the nginx of that image. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticSiteTest {
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"?(/main[^\" >]+)");

    private static final Pattern SEEN = Pattern.compile("<pre id=\"seen\">([^<]*)</pre>");

    /** Opens the first page, turns it dark, and tells how that went. */
    private static final String PROBE =
            """
            <!doctype html>
            <iframe id="page" src="/"></iframe>
            <pre id="seen"></pre>
            <script>
              addEventListener('load', () => {
                const view = page.contentWindow;
                view.document.querySelector('#theme').click();
                seen.textContent = [
                  'background ' + view.getComputedStyle(view.document.body).backgroundColor,
                  ...view.performance.getEntriesByType('resource').map(
                    (entry) => entry.responseStatus + ' ' + new URL(entry.name).pathname)
                ].join('\\n');
              });
            </script>
            """;

    /**
     * Takes the files of the first page from another host, as a page with a base does: 127.0.0.1 is
     * none of localhost's. Scripts that are modules bring others along, and styles fonts. Then that
     * page itself, for which nobody has consented.
     */
    private static final String FROM_ELSEWHERE =
            """
            <!doctype html>
            <pre id="seen"></pre>
            <script>
              const say = (text) => seen.append(text + '\\n');
              fetch('/').then((answer) => answer.text()).then((text) => {
                const page = new DOMParser().parseFromString(text, 'text/html');
                for (const old of page.querySelectorAll('[integrity]')) {
                  const made = document.createElement(old.localName);
                  for (const { name, value } of old.attributes) made.setAttribute(name, value);
                  const place = old.localName === 'link' ? 'href' : 'src';
                  made[place] = 'http://127.0.0.1:8080' + old.getAttribute(place);
                  made.onload = () => {
                    say('used ' + (old.type || old.localName));
                    if (old.localName === 'link') document.fonts.load('1em redacted')
                      .then((fonts) => say('used font ' + fonts[0].status), () => say('refused font'));
                  };
                  made.onerror = () => say('refused ' + old.localName);
                  document.head.append(made);
                }
                fetch('http://127.0.0.1:8080/').then(() => say('used page'), () => say('refused page'));
              });
            </script>
            """;

    /** Steps that bring a font. */
    private static final String FONT =
            """
                fetch 'https://registry.npmjs.org/@fontsource/redacted-script/-/redacted-script-5.3.0.tgz', into: '/font', unpack: true,
                    sha256: '67ca8029185cc31d3315e080059b3c4656c25789af40cd3b25ab2e621bca652f'
                run 'cp /font/package/files/redacted-script-latin-400-normal.woff2 static/redacted.woff2'
            """;

    private Path settings;
    private Path probes;
    private Example site;
    private Outcome built;
    private Container edge;

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        site = new Example("static-site", folder);
        built = site.build("--push", "+all");
        settings =
                Files.writeString(
                        folder.resolve("site.conf"),
                        Edge.documentedLinesForFiles("/srv/cdn")
                                + "location = /probe.html { root /srv/probes; }"
                                + "location = /elsewhere.html { root /srv/probes; }");
        probes = Files.createDirectory(folder.resolve("probes"));
        Files.writeString(probes.resolve("probe.html"), PROBE);
        Files.writeString(probes.resolve("elsewhere.html"), FROM_ELSEWHERE);
        edge = serve("build/cdn");
    }

    /** Has the nginx of the image serve the releases of an origin. */
    private Container serve(String origin) throws Exception {
        String own = Containers.nativePlatform();
        Container container =
                Container.start(
                        site.repository() + "@" + site.manifest(own),
                        own,
                        8080,
                        "-v",
                        site.jbuild().path(origin) + ":/srv/cdn:ro",
                        "-v",
                        settings + ":/etc/nginx/site.conf:ro",
                        "-v",
                        probes + ":/srv/probes:ro");
        container.awaitReady("/");
        return container;
    }

    @AfterAll
    void cleanUp() throws Exception {
        edge.remove();
        site.remove();
    }

    private Container container(String platform) throws Exception {
        return site.container(platform, 8080, "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    void container_servesTheSite(String platform) throws Exception {
        Container container = container(platform);

        HttpResponse<String> page = container.get("/notes/moss/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>Moss</h1>", "/main.css", "/main.js");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(container.get("/main.css").body()).contains("body.dark", "leaf.svg");
        assertThat(container.get("/main.css", "br").headers().firstValue("Content-Encoding"))
                .contains("br");
        HttpResponse<String> missing = container.get("/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Nothing here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    void image_isSmall_andHoldsNothingElse(String platform) throws Exception {
        assertThat(site.registry().compressedSize(site.manifest(platform))).isLessThan(6_000_000);
        JsonObject config = site.config(platform).getAsJsonObject("config");
        assertThat(config.get("User").getAsString()).isEqualTo("10001:10001");
        assertThat(config.getAsJsonObject("ExposedPorts").keySet()).containsExactly("8080/tcp");
        assertThat(container(platform).files())
                .contains("usr/sbin/nginx", "srv/site/main.css.br")
                .noneMatch(file -> file.matches("(.*/)?(sh|hugo|sassc|apt|dpkg)"));
    }

    @Test
    void container_endsWhenItIsAsked() throws Exception {
        Container container =
                Container.start(
                        site.repository() + "@" + site.manifest(Containers.nativePlatform()),
                        Containers.nativePlatform(),
                        8080);
        container.awaitReady("/");

        assertThat(container.stop()).isZero();
        container.remove();
    }

    @ParameterizedTest
    @CsvSource({"br,.br", "gzip,.gz", "identity,''"})
    void release_isServedAsItLies_inEveryEncoding_andForGoodWhereNamesHaveAHash(
            String encoding, String sibling) throws Exception {
        HttpResponse<byte[]> page = edge.get("/", encoding);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");

        String text = new String(edge.get("/", "identity").body(), StandardCharsets.UTF_8);
        List<String> assets = ASSET.matcher(text).results().map(link -> link.group(1)).toList();
        assertThat(assets)
                .hasSize(2)
                .allMatch(name -> name.matches("/main-[0-9a-f]{16}\\.(css|js)"));
        assertThat(text).contains("integrity=");
        String style =
                assets.stream().filter(name -> name.endsWith(".css")).findAny().orElseThrow();
        HttpResponse<byte[]> asset = edge.get(style, encoding);
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control"))
                .contains("public, max-age=31536000, immutable");
        assertThat(asset.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(asset.body())
                .isEqualTo(
                        Files.readAllBytes(
                                site.jbuild().path("build/cdn/current" + style + sibling)));
        assertThat(built.delivered().get("build/cdn")).matches("release \\w+, 10 files, 28 sent");
    }

    /** The colour is that of the style sheet, and the script has changed it: both had integrity. */
    @Test
    void release_isWholeInABrowser(@TempDir Path folder) throws Exception {
        Browser.Seen seen = Browser.open(folder, edge, "/probe.html");

        assertThat(seen.complaints()).isEmpty();
        assertThat(seen.page())
                .contains("background rgb(16, 23, 15)")
                .containsPattern("200 /main-[0-9a-f]{16}\\.css")
                .containsPattern("200 /main-[0-9a-f]{16}\\.js")
                .doesNotContain("404 ");
    }

    @Test
    void files_canBeUsedByPagesOfAnotherHost(@TempDir Path folder) throws Exception {
        site.jbuild()
                .write("static/deep.mjs", "export const deep = 'used import\\n';\n")
                .write(
                        "static/part.mjs",
                        "import { deep } from './deep.mjs'; seen.append(deep);\n");
        site.change(
                "layouts/_default/baseof.html",
                "</head>",
                "<script type=\"module\" src=\"{{ \"part.mjs\" | relURL }}\"></script></head>");
        site.change(
                "styles/main.scss",
                ":root {",
                "@font-face { font-family: redacted; src: url('redacted.woff2'); }\n:root {");
        String target = "    copy '+assets/out', into: 'static'\n";
        site.change("jbuild.groovy", target, target + FONT);
        site.change("jbuild.groovy", "{css,js,svg}", "{css,js,mjs,svg,woff2}");
        site.build("--arg", "CDN_ORIGIN=file:build/elsewhere", "+site");
        Container elsewhere = serve("build/elsewhere");
        Browser.Seen seen;
        try {
            seen = Browser.open(folder, elsewhere, "/elsewhere.html");
        } finally {
            elsewhere.remove();
        }

        assertThat(SEEN.matcher(seen.page()).results().findFirst().orElseThrow().group(1).lines())
                .containsExactlyInAnyOrder(
                        "used link",
                        "used script",
                        "used module",
                        "used import",
                        "used font loaded",
                        "refused page");
    }

    /** The old release stays where it is, and its files with hashed names can still be fetched. */
    @Test
    void changedStyle_isAReleaseOfItsOwn_andRollbackTakesItBack() throws Exception {
        Path current = site.jbuild().path("build/cdn/current");
        Path before = current.toRealPath();

        site.change("styles/_colors.scss", "#4b7f3a", "#3a7f4b");
        site.build("+site");
        assertThat(current.toRealPath()).isNotEqualTo(before);

        assertThat(site.jbuild().run("cdn", "rollback", "file:build/cdn").exitCode()).isZero();
        assertThat(current.toRealPath()).isEqualTo(before);
    }
}
