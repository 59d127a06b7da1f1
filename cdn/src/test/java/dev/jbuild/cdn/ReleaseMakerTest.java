package dev.jbuild.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.jbuild.cdn.release.CacheRule;
import dev.jbuild.cdn.release.Codec;
import dev.jbuild.cdn.release.ListFile;
import dev.jbuild.cdn.release.PathPattern;
import dev.jbuild.cdn.release.Release;
import dev.jbuild.cdn.release.ReleaseFile;
import dev.jbuild.cdn.release.ReleaseRules;
import dev.jbuild.cdn.release.Remark;
import dev.jbuild.cdn.release.Stored;
import dev.jbuild.cdn.testing.Site;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.UserMistake;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

class ReleaseMakerTest {
    private static final ReleaseRules HASHED =
            ReleaseRules.DEFAULT.withFingerprint("**/*.{js,css,svg,png}");

    @TempDir Path temp;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(temp);
    }

    private static String path(Release release, String logical) {
        return Site.file(release, logical).path();
    }

    private static Set<String> paths(Release release) {
        return release.files().stream().map(ReleaseFile::path).collect(Collectors.toSet());
    }

    @Test
    void names_areTheHashOfWhatIsServed() throws Exception {
        site.write("app.css", "a{background:url(img/a.svg)}").write("img/a.svg", "<svg/>");
        Release release = site.release(HASHED);

        for (ReleaseFile file : release.files()) {
            String hash = Digest.of(site.bytes(file)).hex().substring(0, 16);
            assertThat(file.path()).contains("-" + hash + ".");
            assertThat(file.immutable()).isTrue();
            assertThat(file.headers().cacheControl()).isEqualTo(CacheRule.IMMUTABLE);
        }
        assertThat(paths(release)).hasSize(2);
    }

    @Test
    void reference_leadsToTheNewName() throws Exception {
        site.write("css/app.css", "a{background:url('../img/a.svg?x#y')}")
                .write("img/a.svg", "<svg/>")
                .write("index.html", "<link rel=stylesheet href=/css/app.css>");
        Release release = site.release(HASHED);

        String svg = path(release, "img/a.svg");
        assertThat(site.text(Site.file(release, "css/app.css")))
                .isEqualTo("a{background:url('../" + svg + "?x#y')}");
        assertThat(site.text(Site.file(release, "index.html")))
                .isEqualTo("<link rel=stylesheet href=/" + path(release, "css/app.css") + ">");
        assertThat(path(release, "index.html")).isEqualTo("index.html");
    }

    @Test
    void referenceInATemplate_isRewritten_andKeepsNoName() throws Exception {
        site.write("app.js", "\ufeffimport './b.js'; import(`./b.js`)").write("b.js", "1");
        Release release = site.release(HASHED);

        String b = path(release, "b.js");
        assertThat(site.text(Site.file(release, "app.js")))
                .isEqualTo("\ufeffimport './" + b + "'; import(`./" + b + "`)");
        assertThat(paths(release)).doesNotContain("b.js");
    }

    @Test
    void changedImage_renamesAllThatLeadToIt() throws Exception {
        site.write("a.css", "@import 'b.css'")
                .write("b.css", "a{background:url(a.svg)}")
                .write("other.css", "b{}")
                .write("a.svg", "<svg/>");
        Release before = site.release(HASHED);
        site.write("a.svg", "<svg></svg>");
        Release after = site.release(HASHED);

        assertThat(path(after, "a.svg")).isNotEqualTo(path(before, "a.svg"));
        assertThat(path(after, "b.css")).isNotEqualTo(path(before, "b.css"));
        assertThat(path(after, "a.css")).isNotEqualTo(path(before, "a.css"));
        assertThat(path(after, "other.css")).isEqualTo(path(before, "other.css"));
    }

    @Test
    void filesThatNameEachOther_areNamedTogether() throws Exception {
        site.write("a.js", "import './b.js'; export const a = 1")
                .write("b.js", "import './c.js'; import './leaf.js'")
                .write("c.js", "import './a.js'")
                .write("leaf.js", "export const leaf = 1");
        Release before = site.release(HASHED);

        assertThat(site.text(Site.file(before, "a.js")))
                .startsWith("import './" + path(before, "b.js") + "'");
        assertThat(site.text(Site.file(before, "c.js")))
                .isEqualTo("import './" + path(before, "a.js") + "'");
        assertThat(Set.of(path(before, "a.js"), path(before, "b.js"), path(before, "c.js")))
                .hasSize(3);

        // A change of any of them, or of what they lead to, renames them all.
        site.write("leaf.js", "export const leaf = 2");
        Release after = site.release(HASHED);
        for (String file : List.of("a.js", "b.js", "c.js", "leaf.js")) {
            assertThat(path(after, file)).isNotEqualTo(path(before, file));
        }
        site.write("leaf.js", "export const leaf = 1").write("c.js", "import './a.js';");
        Release third = site.release(HASHED);
        for (String file : List.of("a.js", "b.js", "c.js")) {
            assertThat(path(third, file)).isNotIn(path(before, file), path(after, file));
        }
        assertThat(path(third, "leaf.js")).isEqualTo(path(before, "leaf.js"));
    }

    @Test
    void sourceMap_keepsItsLinkBothWays() throws Exception {
        site.write("app.js", "let a\n//# sourceMappingURL=app.js.map\n")
                .write(
                        "app.js.map",
                        "{\"version\":3,\"file\":\"app.js\",\"sources\":[\"../app.js\"]}");
        Release release = site.release(HASHED);

        String script = path(release, "app.js");
        String map = path(release, "app.js.map");
        assertThat(map).matches("app-[0-9a-f]{16}\\.js\\.map");
        assertThat(site.text(Site.file(release, "app.js")))
                .isEqualTo("let a\n//# sourceMappingURL=" + map + "\n");
        assertThat(site.text(Site.file(release, "app.js.map")))
                .isEqualTo(
                        "{\"version\":3,\"file\":\"" + script + "\",\"sources\":[\"../app.js\"]}");
    }

    @Test
    void hashedName_isAdopted() throws Exception {
        site.write("assets/index-BhQ3xKz1.js", "import './chunk-C9aB2dE4.js'")
                .write("assets/chunk-C9aB2dE4.js", "1")
                .write("index.html", "<script src=/assets/index-BhQ3xKz1.js></script>");
        Release release = site.release(HASHED);

        assertThat(paths(release))
                .containsExactlyInAnyOrder(
                        "assets/index-BhQ3xKz1.js", "assets/chunk-C9aB2dE4.js", "index.html");
        assertThat(Site.file(release, "assets/index-BhQ3xKz1.js").immutable()).isTrue();
        assertThat(Site.file(release, "index.html").immutable()).isFalse();
    }

    @Test
    void adoptedName_ofAFileThatIsRewritten_doesNotStay() throws Exception {
        site.write("app-BhQ3xKz1.css", "a{background:url(logo.svg)}").write("logo.svg", "<svg/>");
        Release before = site.release(HASHED);
        site.write("logo.svg", "<svg></svg>");
        Release after = site.release(HASHED);

        assertThat(path(before, "app-BhQ3xKz1.css"))
                .matches("app-BhQ3xKz1-[0-9a-f]{16}\\.css")
                .isNotEqualTo(path(after, "app-BhQ3xKz1.css"));
    }

    @Test
    void fileOfARelease_besideWhatItWasMadeOf_isServedOnce() throws Exception {
        site.write("app.js", "1").write("b.js", "2");
        String hashed = path(site.release(HASHED), "app.js");
        site.write(hashed, "1").write("index.html", "<script src=" + hashed + "></script>");
        Release release = site.release(HASHED);
        assertThat(paths(release))
                .containsExactlyInAnyOrder(hashed, path(release, "b.js"), "index.html");
        assertThat(path(release, "app.js")).isEqualTo(hashed);

        site.write(hashed, "3");
        assertThatThrownBy(() -> site.release(HASHED))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`app.js`")
                .hasMessageContaining("`" + hashed + "`");
    }

    @Test
    void adopt_namesWhatDoesNotLookHashed() throws Exception {
        site.write("assets/index-abcdefgh.js", "1");
        Release release = site.release(HASHED.withAdopt("assets/**"));
        assertThat(Site.file(release, "assets/index-abcdefgh.js").immutable()).isTrue();
        assertThat(paths(release)).containsExactly("assets/index-abcdefgh.js");
    }

    @Test
    void fileThatIsMentioned_isServedUnderItsOwnNameAsWell() throws Exception {
        site.write("app.js", "fetch('/img/logo.svg'); load('icons/' + name)")
                .write("img/logo.svg", "<svg/>")
                .write("icons/a.svg", "<svg>a</svg>")
                .write("other.svg", "<svg>o</svg>");
        ReleaseMaker.Made made = site.make(HASHED);

        assertThat(paths(made.release()))
                .contains("img/logo.svg", "icons/a.svg")
                .doesNotContain("other.svg", "app.js")
                .hasSize(6);
        assertThat(made.remarks())
                .extracting(Remark::kind, Remark::path)
                .containsExactly(
                        tuple(Remark.Kind.KEPT_NAME, "icons/a.svg"),
                        tuple(Remark.Kind.KEPT_NAME, "img/logo.svg"));
        ReleaseFile kept =
                made.release().files().stream()
                        .filter(file -> file.path().equals("img/logo.svg"))
                        .findAny()
                        .orElseThrow();
        assertThat(kept.immutable()).isFalse();
        assertThat(kept.headers().cacheControl()).isEqualTo("no-cache");
    }

    @Test
    void namesThatAScriptComputes_areKept() throws Exception {
        site.write("app.js", "load('img/flag-' + code + '.svg'); x = `/icons/i-${n}.svg`")
                .write("img/flag-de.svg", "<svg/>")
                .write("icons/i-1.svg", "<svg>1</svg>")
                .write("other/o.svg", "<svg>o</svg>");
        assertThat(paths(site.release(HASHED)))
                .contains("img/flag-de.svg", "icons/i-1.svg")
                .doesNotContain("other/o.svg");
    }

    @Test
    void namesWhoseBeginningAScriptCompletes_areKept() throws Exception {
        site.write("app.js", "load('flag-' + code + '.svg'); x = `/tile_${n}.svg`; y = 'o-' + n")
                .write("more.js", "load(\"i18n.\" + language); z = 'oval' + n; w = 'round-'")
                .write("img/flag-de.svg", "<svg/>")
                .write("tile_1.svg", "<svg>1</svg>")
                .write("i18n.de.svg", "<svg>de</svg>")
                .write("o-1.svg", "<svg>o</svg>")
                .write("oval.svg", "<svg>oval</svg>")
                .write("round-1.svg", "<svg>round</svg>")
                .write("my-flag-de.svg", "<svg>my</svg>");
        assertThat(paths(site.release(HASHED)))
                .contains("img/flag-de.svg", "tile_1.svg", "i18n.de.svg")
                .doesNotContain("o-1.svg", "oval.svg", "round-1.svg", "my-flag-de.svg");
    }

    @Test
    void importMap_namesWhatImportsName_andKnowsItsHash() throws Exception {
        site.write(
                        "index.html",
                        """
                        <script type=importmap>
                        {"imports": {"/js/x.js": "./js/y.js", "z": "/js/z.js", "js/y.js": "/no.js"},
                         "scopes": {"/js/y.js": {"z": "/js/x.js"}},
                         "integrity": {"/js/y.js": "sha384-old", "/js/x.js": "sha384-kept"}}
                        </script>
                        <script type=module>import '/js/x.js'; import 'z'</script>
                        """)
                .write("js/x.js", "1")
                .write("js/y.js", "import './z.js'")
                .write("js/z.js", "3");
        Release release = site.release(HASHED);
        ReleaseFile x = Site.file(release, "js/x.js");
        ReleaseFile y = Site.file(release, "js/y.js");
        String page = site.text(Site.file(release, "index.html"));

        assertThat(page)
                .contains("{\"/" + x.path() + "\": \"./" + y.path() + "\", \"z\": \"/js/z-")
                .contains("\"js/y.js\": \"/no.js\"")
                .contains("{\"/" + y.path() + "\": {\"z\": \"/" + x.path() + "\"}}")
                .contains("\"/" + y.path() + "\": \"sha384-")
                .doesNotContain("sha384-old")
                .contains("\"/" + x.path() + "\": \"sha384-kept\"")
                .contains("import '/" + x.path() + "'");
    }

    @Test
    void namesInPlaylists_andInFilesOfUnknownTypes_areKept() throws Exception {
        site.write("film.m3u8", "#EXTM3U\nfilm0.ts\n")
                .write("film0.ts", "0")
                .write("hero.atlas", "hero.png\nsize: 1, 1\n")
                .write("hero.png", "1")
                .write("other.png", "2");
        Release release = site.release(ReleaseRules.DEFAULT.withFingerprint("**/*.{ts,png}"));
        assertThat(paths(release)).contains("film0.ts", "hero.png").doesNotContain("other.png");
    }

    @Test
    void nameThatIsWrittenWithEscapes_isKept() throws Exception {
        site.write("list.json", "[\"r\\u00e9sum\\u00e9.png\"]").write("résumé.png", "1");
        assertThat(paths(site.release(HASHED))).contains("résumé.png");
    }

    @Test
    void whatVisitorsAskForByThemselves_isServedUnderItsOwnNameAsWell() throws Exception {
        site.write("index.html", "<p>")
                .write("favicon.ico", "1")
                .write("robots.txt", "User-agent: *")
                .write(".well-known/security.txt", "Contact: mailto:a@b.c")
                .write("logo.png", "2");
        assertThat(paths(site.release(ReleaseRules.DEFAULT.withFingerprint("**"))))
                .contains("index.html", "favicon.ico", "robots.txt", ".well-known/security.txt")
                .doesNotContain("logo.png");
    }

    @Test
    void feedsAndTheLike_areServedUnderTheirOwnNameAsWell() throws Exception {
        String[] asked = {
            "apple-touch-icon.png",
            "apple-touch-icon-120x120-precomposed.png",
            "sitemap.xml",
            "sitemap-2.xml",
            "feed.xml",
            "blog/rss.xml",
            "atom.xml",
            "browserconfig.xml"
        };
        for (String path : asked) {
            site.write(path, path);
        }
        site.write("my-sitemap.xml", "1").write("img/apple-touch-icon.png", "2");
        assertThat(paths(site.release(ReleaseRules.DEFAULT.withFingerprint("**"))))
                .contains(asked)
                .doesNotContain("my-sitemap.xml", "img/apple-touch-icon.png");
    }

    @Test
    void whatVisitorsAskForByThemselves_isRenamedAlone_whereThePatternNamesIt() throws Exception {
        site.write("feed.xml", "1").write("blog/feed.xml", "2");
        assertThat(paths(site.release(ReleaseRules.DEFAULT.withFingerprint("**", "feed.xml"))))
                .contains("blog/feed.xml")
                .doesNotContain("feed.xml");
    }

    @Test
    void page_isNeverRenamed() throws Exception {
        site.write("index.html", "<a href=about.htm>a</a><img src=a.png>")
                .write("about.htm", "<a href=index.html>i</a>")
                .write("old.xhtml", "<p/>")
                .write("a.png", "1")
                .write("page-BhQ3xKz1.html", "<img src=a.png>");
        ReleaseMaker.Made made = site.make(ReleaseRules.DEFAULT.withFingerprint("**", "*.xhtml"));
        assertThat(paths(made.release()))
                .containsExactlyInAnyOrder(
                        "index.html",
                        "about.htm",
                        "old.xhtml",
                        "page-BhQ3xKz1.html",
                        path(made.release(), "a.png"));
        assertThat(site.text(Site.file(made.release(), "index.html")))
                .startsWith("<a href=about.htm>");
        assertThat(Site.file(made.release(), "page-BhQ3xKz1.html").immutable()).isFalse();
        assertThat(made.remarks()).isEmpty();
    }

    @Test
    void referencesInXhtml_areRewritten() throws Exception {
        site.write("a.xhtml", "<html><script src='a.js'/><img src=\"a.png\"/></html>")
                .write("a.js", "1")
                .write("a.png", "2");
        Release release = site.release(HASHED.withIntegrity());

        ReleaseFile page = Site.file(release, "a.xhtml");
        ReleaseFile script = Site.file(release, "a.js");
        assertThat(site.text(page))
                .isEqualTo(
                        "<html><script src='%s' integrity=\"%s\" crossorigin=\"anonymous\"/><img src=\"%s\"/></html>"
                                .formatted(
                                        script.path(),
                                        script.integrity().orElseThrow(),
                                        path(release, "a.png")));
        assertThat(page.isPage()).isTrue();
        assertThat(paths(release)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "xhtml"})
    void page_thatLooksHashed_isNoFileWithAHashedName(String extension) throws Exception {
        String page = "commit-1a2b3c4d." + extension;
        site.write(page, "<p/>");
        assertThat(Site.file(site.release(HASHED), page).immutable()).isFalse();
        assertThat(Site.file(site.release(HASHED.withAdopt("commit-*")), page).immutable())
                .isTrue();
    }

    @Test
    void computedImport_keepsAllScripts() throws Exception {
        site.write("app.js", "import('./' + lang + '.js')")
                .write("de.js", "1")
                .write("a.css", "b{}");
        assertThat(paths(site.release(HASHED))).contains("de.js").doesNotContain("a.css");
    }

    @Test
    void scriptThatCannotBeRead_breaksNothing() throws Exception {
        site.write("app.js", "import './b.js'; x = 'open").write("b.js", "1");
        ReleaseMaker.Made made = site.make(HASHED);

        assertThat(paths(made.release())).contains("b.js");
        assertThat(site.text(Site.file(made.release(), "app.js")))
                .isEqualTo("import './b.js'; x = 'open");
        assertThat(made.remarks()).anyMatch(remark -> remark.kind() == Remark.Kind.NOT_REWRITTEN);
    }

    @Test
    void addressThatLeadsElsewhere_keepsTheName() throws Exception {
        site.write("index.html", "<script src=/static/app.js></script>").write("app.js", "1");
        assertThat(paths(site.release(HASHED))).contains("app.js");
        assertThat(paths(site.release(HASHED.withBase("/static/")))).doesNotContain("app.js");
    }

    @Test
    void bytes_thatAreNoReference_areKept() throws Exception {
        byte[] latin =
                "a{background:url(a.svg);content:'\u00e9\u00ff'}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        site.write("a.css", latin).write("a.svg", "<svg/>");
        Release release = site.release(HASHED);
        String expected =
                new String(latin, StandardCharsets.ISO_8859_1)
                        .replace("a.svg", path(release, "a.svg"));
        assertThat(site.bytes(Site.file(release, "a.css")))
                .isEqualTo(expected.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void integrity_isOfTheRewrittenFile() throws Exception {
        site.write("index.html", "<script src=app.js></script><link rel=stylesheet href=a.css>")
                .write("old.html", "<script integrity='sha384-old' src=app.js></script>")
                .write("app.js", "new URL('a.svg', import.meta.url)")
                .write("a.css", "b{}")
                .write("a.svg", "<svg/>");
        Release release = site.release(HASHED.withIntegrity());

        ReleaseFile script = Site.file(release, "app.js");
        String hash =
                "sha384-"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-384")
                                                .digest(site.bytes(script)));
        assertThat(script.integrity()).contains(hash);
        assertThat(site.text(Site.file(release, "index.html")))
                .contains(
                        "<script src="
                                + script.path()
                                + " integrity=\""
                                + hash
                                + "\" crossorigin=\"anonymous\"></script>");
        assertThat(site.text(Site.file(release, "old.html")))
                .isEqualTo("<script integrity='" + hash + "' src=" + script.path() + "></script>");
        assertThat(site.text(Site.file(site.release(HASHED), "index.html")))
                .doesNotContain("integrity");
    }

    @Test
    void integrity_isLeftOut_whereTheNameMayStandForOtherBytes() throws Exception {
        site.write(
                        "index.html",
                        "<script src=app.js></script><script src=lib.js></script>"
                                + "<script src=lib.js></script>"
                                + "<script src=own.js integrity=own></script>"
                                + "<script src=vendor-1a2b3c4d.js></script>")
                .write("app.js", "1")
                .write("lib.js", "2")
                .write("own.js", "3")
                .write("vendor-1a2b3c4d.js", "4");
        ReleaseRules rules =
                ReleaseRules.DEFAULT
                        .withFingerprint("app.js")
                        .withLists(List.of(new ListFile(ListFile.Shape.VITE, "m.json")));
        ReleaseMaker.Made made = site.make(rules.withIntegrity());
        assertThat(site.text(Site.file(made.release(), "index.html")))
                .contains("src=" + path(made.release(), "app.js") + " integrity=\"sha384-")
                .contains("<script src=lib.js></script>")
                .contains("<script src=own.js integrity=own></script>")
                .contains("src=vendor-1a2b3c4d.js integrity=\"sha384-");
        assertThat(made.remarks())
                .extracting(Remark::kind, Remark::path)
                .containsExactly(tuple(Remark.Kind.NO_INTEGRITY, "lib.js"));
        JsonObject list = json(made.release(), "m.json");
        assertThat(list.getAsJsonObject("app.js").has("integrity")).isTrue();
        assertThat(list.getAsJsonObject("lib.js").has("integrity")).isFalse();
    }

    @Test
    void integrityOfAPreload_isOfTheRewrittenFile() throws Exception {
        site.write(
                        "index.html",
                        "<link rel=preload as=script href=app.js integrity=old crossorigin>"
                                + "<script src=app.js integrity=old crossorigin></script>")
                .write("app.js", "new URL('a.svg', import.meta.url)")
                .write("a.svg", "<svg/>");
        Release release = site.release(HASHED);
        ReleaseFile script = Site.file(release, "app.js");
        String hash = script.integrity().orElseThrow();
        assertThat(site.text(Site.file(release, "index.html")))
                .isEqualTo(
                        ("<link rel=preload as=script href=%1$s integrity=%2$s crossorigin>"
                                        + "<script src=%1$s integrity=%2$s crossorigin></script>")
                                .formatted(script.path(), hash));
    }

    @Test
    void preload_asksInTheSameWayAsWhatUsesIt() throws Exception {
        site.write(
                        "index.html",
                        "<link rel=preload as=style href=a.css>"
                                + "<link rel=preload as=script href=app.js crossorigin>"
                                + "<link rel=preload as=script href=lazy.js>"
                                + "<link rel=preload as=font href=a.svg>"
                                + "<link rel=stylesheet href=a.css><script src=app.js></script>")
                .write("a.css", "a{}")
                .write("app.js", "1")
                .write("lazy.js", "2")
                .write("a.svg", "<svg/>");
        Release release = site.release(HASHED.withIntegrity());
        ReleaseFile style = Site.file(release, "a.css");
        ReleaseFile script = Site.file(release, "app.js");
        String checkedStyle =
                "%s integrity=\"%s\" crossorigin=\"anonymous\""
                        .formatted(style.path(), style.integrity().orElseThrow());
        String checkedScript =
                "%s integrity=\"%s\"".formatted(script.path(), script.integrity().orElseThrow());
        assertThat(site.text(Site.file(release, "index.html")))
                .contains("<link rel=preload as=style href=" + checkedStyle + ">")
                .contains("<link rel=preload as=script href=" + checkedScript + " crossorigin>")
                .contains("<link rel=preload as=script href=" + path(release, "lazy.js") + ">")
                .contains("<link rel=preload as=font href=" + path(release, "a.svg") + ">")
                .contains("<link rel=stylesheet href=" + checkedStyle + ">");
        assertThat(site.text(Site.file(site.release(HASHED), "index.html")))
                .doesNotContain("integrity");
    }

    @Test
    void siblings_decodeToTheContent() throws Exception {
        String text = "body { color: red; } ".repeat(200);
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        site.write("a.css", text)
                .write("tiny.css", "a{}")
                .write("a.png", text)
                .write("n.txt", noise);
        Release release = site.release(HASHED.withPrecompress(EnumSet.allOf(Codec.class)));

        ReleaseFile css = Site.file(release, "a.css");
        assertThat(css.siblings()).containsOnlyKeys(Codec.GZIP, Codec.BROTLI);
        byte[] gzip = site.cache().blobs().read(sibling(css, Codec.GZIP).digest()).orElseThrow();
        byte[] brotli =
                site.cache().blobs().read(sibling(css, Codec.BROTLI).digest()).orElseThrow();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)))
                .hasBinaryContent(text.getBytes(StandardCharsets.UTF_8));
        Brotli4jLoader.ensureAvailability();
        try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(brotli))) {
            assertThat(in).hasBinaryContent(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(sibling(css, Codec.GZIP).size()).isEqualTo(gzip.length);
        // Not for what is small, compressed already, or does not shrink.
        for (String other : List.of("tiny.css", "a.png", "n.txt")) {
            assertThat(Site.file(release, other).siblings()).isEmpty();
        }
    }

    private static Stored sibling(ReleaseFile file, Codec codec) {
        return Objects.requireNonNull(file.siblings().get(codec));
    }

    @Test
    void sibling_isMadeOncePerContent() throws Exception {
        site.write("a.css", "body { color: red; } ".repeat(200));
        ReleaseRules rules = HASHED.withPrecompress(EnumSet.of(Codec.BROTLI));
        Stored made = sibling(Site.file(site.release(rules), "a.css"), Codec.BROTLI);
        long before = Files.getLastModifiedTime(blob(made)).toMillis();

        site.write("copy/b.css", "body { color: red; } ".repeat(200));
        Release second = site.release(rules);
        assertThat(Site.file(second, "copy/b.css").siblings().get(Codec.BROTLI)).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(blob(made)).toMillis()).isEqualTo(before);
    }

    private Path blob(Stored stored) throws IOException {
        try (var files = Files.walk(temp.resolve("cache"))) {
            return files.filter(
                            f ->
                                    f.toString()
                                            .replace("/", "")
                                            .endsWith(stored.digest().hex().substring(2)))
                    .findAny()
                    .orElseThrow();
        }
    }

    @Test
    void siblingOfSomeoneElse_isLeftOut_whereOursTakesItsPlace() throws Exception {
        site.write("a.css", "b{}")
                .write("a.css.gz", "stale")
                .write("a.css.br", "of a codec that we do not make")
                .write("d.tar", "x")
                .write("d.tar.gz", "y");
        ReleaseMaker.Made made =
                site.make(ReleaseRules.DEFAULT.withPrecompress(EnumSet.of(Codec.GZIP)));
        assertThat(paths(made.release()))
                .containsExactlyInAnyOrder("a.css", "a.css.br", "d.tar", "d.tar.gz");
        assertThat(made.remarks())
                .extracting(Remark::kind, Remark::path)
                .containsExactly(tuple(Remark.Kind.LEFT_OUT, "a.css.gz"));
    }

    @Test
    void siblingOfSomeoneElse_isAFileLikeAnother_whereNothingIsCompressed() throws Exception {
        site.write("data.csv", "a,b").write("data.csv.gz", "1").write("data.csv.br", "2");
        ReleaseMaker.Made made = site.make(HASHED);
        assertThat(paths(made.release())).contains("data.csv", "data.csv.gz", "data.csv.br");
        assertThat(made.remarks()).isEmpty();
    }

    @Test
    void siblingOfARewrittenOrRenamedFile_isLeftOut() throws Exception {
        site.write("index.html", "<img src=a.svg>")
                .write("index.html.gz", "names a.svg")
                .write("a.svg", "<svg/>")
                .write("a.svg.br", "without a file beside it")
                .write("page.html", "<p>")
                .write("page.html.gz", "as it was");
        ReleaseMaker.Made made = site.make(HASHED);
        assertThat(paths(made.release()))
                .containsExactlyInAnyOrder(
                        "index.html", path(made.release(), "a.svg"), "page.html", "page.html.gz");
        assertThat(made.remarks())
                .extracting(Remark::kind, Remark::path)
                .containsExactly(
                        tuple(Remark.Kind.LEFT_OUT, "a.svg.br"),
                        tuple(Remark.Kind.LEFT_OUT, "index.html.gz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a href=data.csv.gz>", "<script>fetch('data.csv.gz')</script>"})
    void siblingOfSomeoneElse_thatIsNamed_staysInPlaceOfOurs(String page) throws Exception {
        site.write("index.html", page)
                .write("data.csv", "a,b\n".repeat(1_000))
                .write("data.csv.gz", "to be loaded as it is");
        ReleaseMaker.Made made =
                site.make(ReleaseRules.DEFAULT.withPrecompress(EnumSet.allOf(Codec.class)));
        ReleaseFile named = Site.file(made.release(), "data.csv.gz");
        assertThat(site.text(named)).isEqualTo("to be loaded as it is");
        assertThat(Site.file(made.release(), "data.csv").siblings()).containsOnlyKeys(Codec.BROTLI);
        assertThat(made.remarks()).isEmpty();
    }

    @Test
    void siblingOfSomeoneElse_thatIsNamed_staysBesideARenamedFile_butNotBesideARewrittenOne()
            throws Exception {
        site.write("app.js", "fetch('a.css.gz'); fetch('a.css'); fetch('b.css.gz')")
                .write("a.css", "a{background:url(a.svg)}")
                .write("a.css.gz", "names a.svg")
                .write("a.svg", "<svg/>")
                .write("b.css", "b{}")
                .write("b.css.gz", "b");
        Set<String> paths = paths(site.release(HASHED));
        assertThat(paths).contains("a.css", "b.css.gz").doesNotContain("a.css.gz", "b.css");
    }

    @Test
    void siblingOfSomeoneElse_besideAList_isLeftOut() throws Exception {
        site.write("app.js", "1".repeat(100)).write("cache_manifest.json.gz", "of another build");
        for (int i = 0; i < 20; i++) {
            site.write("m" + i + ".js", String.valueOf(i));
        }
        ReleaseRules rules =
                HASHED.withLists(
                        List.of(new ListFile(ListFile.Shape.PHOENIX, "cache_manifest.json")));
        assertThat(paths(site.release(rules))).doesNotContain("cache_manifest.json.gz");
        Release release = site.release(rules.withPrecompress(EnumSet.of(Codec.GZIP)));
        assertThat(paths(release)).doesNotContain("cache_manifest.json.gz");
        assertThat(Site.file(release, "cache_manifest.json").siblings())
                .containsOnlyKeys(Codec.GZIP);
    }

    @Test
    void siblingInThePlaceOfAFile_isRefused() throws Exception {
        site.write("a.css", "body { color: red; } ".repeat(200)).write("b.tar.gz", "b");
        Release release =
                site.release(ReleaseRules.DEFAULT.withPrecompress(EnumSet.of(Codec.GZIP)));
        ReleaseFile css = Site.file(release, "a.css");
        ReleaseFile tar = Site.file(release, "b.tar.gz");
        ReleaseFile inTheWay =
                new ReleaseFile(
                        "a.css.gz",
                        "a.css.gz",
                        false,
                        tar.content(),
                        tar.headers(),
                        tar.siblings(),
                        tar.integrity());
        assertThatThrownBy(() -> new Release("/", List.of(css, inTheWay)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.css.gz");
    }

    @Test
    void cacheControl_takesTheLastRule_butNeverCallsAPlainNameImmutable() throws Exception {
        site.write("app.js", "1")
                .write("index.html", "x")
                .write("robots.txt", "y")
                .write("a.pdf", "z");
        ReleaseMaker.Made made =
                site.make(
                        HASHED.withCacheControl(
                                List.of(
                                        rule("**", "public, max-age=31536000, immutable"),
                                        rule("**/*.html", "no-cache"),
                                        rule("**/*.pdf", "max-age=60"))));
        Release release = made.release();
        assertThat(cache(release, "app.js")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(cache(release, "index.html")).isEqualTo("no-cache");
        assertThat(cache(release, "a.pdf")).isEqualTo("max-age=60");
        assertThat(cache(release, "robots.txt")).isEqualTo("no-cache");
        assertThat(made.remarks())
                .extracting(Remark::kind, Remark::path)
                .containsExactly(tuple(Remark.Kind.HEADER, "robots.txt"));
    }

    private static CacheRule rule(String pattern, String value) {
        return new CacheRule(PathPattern.parse(pattern), value);
    }

    private static String cache(Release release, String logical) {
        return Site.file(release, logical).headers().cacheControl();
    }

    @Test
    void headers_areIdentity() throws Exception {
        site.write("app.js", "1");
        Release a = site.release(HASHED);
        Release b = site.release(HASHED.withCacheControl(List.of(rule("**", "max-age=60"))));
        assertThat(b.id()).isNotEqualTo(a.id());
    }

    @Test
    void sameInput_givesTheSameBytes_anywhere() throws Exception {
        Site other = new Site(Files.createDirectory(temp.resolve("elsewhere")));
        ReleaseRules rules =
                HASHED.withPrecompress(EnumSet.allOf(Codec.class))
                        .withIntegrity()
                        .withLists(
                                List.of(
                                        new ListFile(ListFile.Shape.PHOENIX, "cache_manifest.json"),
                                        new ListFile(ListFile.Shape.VITE, "manifest.json")));
        for (int i = 0; i < 40; i++) {
            site.write("m" + i + ".js", "import './m" + (i * 7 + 3) % 40 + ".js'");
            other.write("m" + (39 - i) + ".js", "import './m" + ((39 - i) * 7 + 3) % 40 + ".js'");
        }
        assertThat(other.release(rules).encode()).isEqualTo(site.release(rules).encode());
    }

    @Test
    void release_isMadeOnce_andReadBackEqual() throws Exception {
        site.write("app.js", "fetch('a.svg')").write("a.svg", "<svg/>");
        ReleaseMaker.Made first = site.make(HASHED);
        assertThat(site.make(HASHED)).isEqualTo(first);
    }

    @Test
    void release_isReadAsItWasWritten() throws Exception {
        site.write("app.js", "fetch('a.svg')").write("a.svg", "<svg/>" + " ".repeat(2_000));
        site.write("ümlaut \"quoted\".txt", "a").write("app.css", "a{}".repeat(1_000));
        Release release =
                site.release(HASHED.withPrecompress(EnumSet.allOf(Codec.class)).withIntegrity());
        Release read = Release.decode(release.id(), release.encode());
        assertThat(read).isEqualTo(release);
        assertThat(read.files()).isEqualTo(release.files());
        assertThat(read.base()).isEqualTo(release.base());
        assertThat(new Release(read.base(), read.files()).encode()).isEqualTo(release.encode());
        assertThat(read.files()).anyMatch(file -> !file.siblings().isEmpty());
        assertThat(read.files()).anyMatch(file -> file.integrity().isPresent());
        assertThat(read.files()).anyMatch(ReleaseFile::immutable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "[]",
                "{}",
                "{\"jbuild-cdn-release\":2,\"base\":\"\",\"files\":[]}",
                "{\"jbuild-cdn-release\":1,\"files\":[]}",
                "{\"jbuild-cdn-release\":1,\"base\":\"\",\"files\":[{}]}",
                "{\"jbuild-cdn-release\":1,\"base\":\"\",\"files\":[1]}",
                "{\"jbuild-cdn-release\":1,\"base\":\"\",\"files\":[",
                "{\"jbuild-cdn-release\":1,\"base\":\"\",\"files\":[]} and more",
            })
    void otherTexts_areNoRelease(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Release.decode(Digest.of(bytes), bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void releaseThatLostAContent_isMadeAgain() throws Exception {
        site.write("a.css", "a{background:url(a.svg)}").write("a.svg", "<svg/>");
        Release release = site.release(HASHED);
        Stored rewritten = Site.file(release, "a.css").content();
        Files.delete(blob(rewritten));

        assertThat(site.release(HASHED)).isEqualTo(release);
        assertThat(site.cache().blobs().contains(rewritten.digest())).isTrue();
    }

    @Test
    void links_areTheFilesThatTheyLeadTo() throws Exception {
        site.write("a.txt", "a");
        Files.createSymbolicLink(site.folder().resolve("b.txt"), Path.of("a.txt"));
        Files.createSymbolicLink(site.folder().resolve("out.txt"), Path.of("/etc/passwd"));
        ReleaseMaker.Made made = site.make(ReleaseRules.DEFAULT);
        assertThat(paths(made.release())).containsExactlyInAnyOrder("a.txt", "b.txt");
        assertThat(made.remarks()).extracting(Remark::path).containsExactly("out.txt");
    }

    @Test
    void emptyFolder_isNoRelease() {
        assertThatThrownBy(() -> site.release(ReleaseRules.DEFAULT))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("no files");
    }

    @Test
    void reservedNames_areRefused() throws Exception {
        site.write(".jbuild/current.json", "{}");
        assertThatThrownBy(() -> site.release(ReleaseRules.DEFAULT))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(".jbuild/current.json");
    }

    @Test
    void phoenixManifest_hasTheShapeOfPhxDigest() throws Exception {
        site.write("css/app.css", "a{}").write("robots.txt", "x");
        Release release =
                site.release(
                        HASHED.withLists(
                                List.of(
                                        new ListFile(
                                                ListFile.Shape.PHOENIX, "cache_manifest.json"))));
        JsonObject manifest = json(release, "cache_manifest.json");

        String hashed = path(release, "css/app.css");
        assertThat(manifest.get("version").getAsInt()).isEqualTo(1);
        assertThat(manifest.getAsJsonObject("latest").get("css/app.css").getAsString())
                .isEqualTo(hashed);
        assertThat(manifest.getAsJsonObject("latest").keySet()).containsExactly("css/app.css");
        JsonObject digest = manifest.getAsJsonObject("digests").getAsJsonObject(hashed);
        assertThat(digest.get("logical_path").getAsString()).isEqualTo("css/app.css");
        assertThat("css/app-" + digest.get("digest").getAsString() + ".css").isEqualTo(hashed);
        assertThat(digest.get("size").getAsLong()).isEqualTo(3);
        assertThat(digest.get("mtime").getAsLong()).isEqualTo(62_167_219_200L);
        assertThat(digest.get("sha512").getAsString())
                .isEqualTo(
                        Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-512")
                                                .digest("a{}".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void viteManifest_knowsWhatModulesLoad() throws Exception {
        site.write(
                        "main.js",
                        "import './a.js'; import('./b.js'); new URL('a.svg', import.meta.url)")
                .write("a.js", "1")
                .write("b.js", "2")
                .write("a.svg", "<svg/>")
                .write("index.html", "<script src=main.js></script>");
        Release release =
                site.release(
                        HASHED.withLists(
                                List.of(new ListFile(ListFile.Shape.VITE, "manifest.json"))));
        JsonObject manifest = json(release, "manifest.json");

        JsonObject main = manifest.getAsJsonObject("main.js");
        assertThat(main.get("file").getAsString()).isEqualTo(path(release, "main.js"));
        assertThat(main.get("isEntry").getAsBoolean()).isTrue();
        assertThat(main.getAsJsonArray("imports").get(0).getAsString()).isEqualTo("a.js");
        assertThat(main.getAsJsonArray("dynamicImports").get(0).getAsString()).isEqualTo("b.js");
        assertThat(main.getAsJsonArray("assets").get(0).getAsString())
                .isEqualTo(path(release, "a.svg"));
        assertThat(main.get("integrity").getAsString()).startsWith("sha384-");
        assertThat(manifest.getAsJsonObject("a.js").has("isEntry")).isFalse();
        assertThat(manifest.has("index.html")).isFalse();
    }

    private JsonObject json(Release release, String path) throws IOException {
        return JsonParser.parseString(site.text(Site.file(release, path))).getAsJsonObject();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../manifest.json",
                "/manifest.json",
                "a//manifest.json",
                "./manifest.json",
                "",
                ".jbuild/m.json",
                "a\\b.json",
                "app.css/m.json",
                "img",
                "other.json",
                "other.json/m.json",
                "app.css.br",
                "img/a.svg.gz",
                "other.json.gz",
                "app-5f546eb4606b5c2b.css",
                "app-5f546eb4606b5c2b.css.gz",
                "app-5f546eb4606b5c2b.css/m.json"
            })
    void list_thatCannotBeWhereItIsWanted_isAMistake(String path) throws Exception {
        site.write("app.css", "a{}").write("img/a.svg", "<svg/>");
        ReleaseRules rules =
                HASHED.withLists(
                        List.of(
                                new ListFile(ListFile.Shape.PHOENIX, "other.json"),
                                new ListFile(ListFile.Shape.VITE, path)));
        assertThatThrownBy(() -> site.release(rules))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("`" + path + "`");
    }

    @Test
    void list_besideItsOwnSibling_isAMistake() throws Exception {
        site.write("app.css", "a{}");
        ReleaseRules rules =
                ReleaseRules.DEFAULT.withLists(
                        List.of(
                                new ListFile(ListFile.Shape.PHOENIX, "m.json.br"),
                                new ListFile(ListFile.Shape.VITE, "m.json")));
        assertThatThrownBy(() -> site.release(rules))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("cannot have `m.json.br` beside `m.json`");
    }
}
