package dev.jbuild.cdn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cdn.reference.Reference.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ReferencesTest {
    /** In UTF-8, one character per byte. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static List<String> urls(String path, String text) {
        References references = References.in(path, text);
        for (Reference reference : references.found()) {
            assertThat(text.substring(reference.start(), reference.end()))
                    .isEqualTo(reference.url());
        }
        return references.found().stream().map(Reference::url).toList();
    }

    @Test
    void css_namesWhatItLoads() {
        assertThat(
                        urls(
                                "a.css",
                                """
                                @charset "utf-8";
                                @import 'base.css';
                                @import url("print.css") print;
                                a { background: url( ../img/a.png ) ; content: "url(no.png)" }
                                @font-face { src: URL('f.woff2?v=1#iefix') format("woff2") }
                                /* url(comment.png) @import "x.css" */
                                b { mask: url(data:image/png;base64,AAAA); --x: my-url(no.png) }
                                c { background: url("a\\"b.png") }
                                /*# sourceMappingURL=a.css.map */
                                """))
                .containsExactly(
                        "base.css",
                        "print.css",
                        "../img/a.png",
                        "f.woff2?v=1#iefix",
                        "data:image/png;base64,AAAA",
                        "a.css.map");
    }

    @Test
    void css_readsEscapes() {
        assertThat(urls("a.css", ".content-\\[\\'\\'\\]{b:c}d{e:url(x.png)}"))
                .containsExactly("x.png");
        assertThat(References.in("a.css", "a{b:url(img/x\\.png)}c{d:url('\\78 .png')}").found())
                .extracting(Reference::url)
                .containsExactly("img/x.png", "x.png");
        // What would have to be escaped again is left alone.
        assertThat(urls("a.css", "a{b:url(my\\ x.png)}c{d:url('a\\'b.png')}")).isEmpty();
    }

    @Test
    void css_withoutAnEnd_isReadToItsEnd() {
        assertThat(urls("a.css", "a{b:url(x.png")).isEmpty();
        assertThat(urls("a.css", "a{b:url(\"x.png")).containsExactly("x.png");
        assertThat(urls("a.css", "/* url(x.png)")).isEmpty();
        assertThat(urls("a.css", "a{b:'")).isEmpty();
    }

    @Test
    void js_namesModules() {
        assertThat(
                        urls(
                                "a.js",
                                """
                                import './side.js'; import a, {b as c} from "../b.js";
                                import*as d from'/d.js';import{e}from"./e.js";
                                export * from './f.js'
                                export * as ns from './ns.js'
                                export { g } from './g.js';
                                const h = await import('./h.js'), i = import("./i.js", {with: {}});
                                new URL('icon.svg', import.meta.url);
                                import data from './data.json' with { type: 'json' };
                                //# sourceMappingURL=a.js.map
                                """))
                .containsExactly(
                        "./side.js",
                        "../b.js",
                        "/d.js",
                        "./e.js",
                        "./f.js",
                        "./ns.js",
                        "./g.js",
                        "./h.js",
                        "./i.js",
                        "icon.svg",
                        "./data.json",
                        "a.js.map");
    }

    @ParameterizedTest
    @CsvSource({"a.js, 'import \"./b.js\"'", "a.css, '@import \"./b.js\"'"})
    void byteOrderMark_hidesNothing(String path, String text) {
        assertThat(urls(path, BYTE_ORDER_MARK + text)).containsExactly("./b.js");
    }

    @Test
    void js_templateWithoutBraces_isAString() {
        assertThat(
                        urls(
                                "a.js",
                                """
                                import(`./lib.js`); new URL(`i.png`, import.meta.url)
                                const t = `${import(`./inner.js`)}`
                                """))
                .containsExactly("./lib.js", "i.png", "./inner.js");
        assertThat(References.in("a.js", "import(`./lib.js`)").computed()).isFalse();
        assertThat(References.in("a.js", "import(`./${x}.js`)").computed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const s = 'import \"./no.js\"'",
                "// import './no.js'",
                "/* import './no.js' */",
                "const t = `import './no.js'`",
                "const t = `${`import './no.js'`}`",
                "const r = /import '.\\/no.js'/",
                "const r = x.test(/['\"]/) ? '/no.js' : 0",
                "a.import('./no.js')",
                "import lib from 'lib'",
                "export const from = './no.js'",
                "export default { from: './no.js' }",
                "new URL('./no.js', location)",
                "new URL('./no.js')",
                "x = { import: './no.js' }",
                "import(`./no-${x}.js`)",
                "import(`${x}./no.js`)",
                "import(`./no\\u002ejs`)",
                "const t = `./no.js`",
                "import './no\\u002ejs'",
            })
    void js_leavesOtherStringsAlone(String script) {
        assertThat(urls("a.js", script)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const r = /[/\"]/; import './yes.js'",
                "if (a) /\"/.test(b); import './yes.js'",
                "const q = (a) / 2, p = \"/\"; import './yes.js'",
                "const q = a[1] / 2, p = '/\"'; import './yes.js'",
                "const q = i++ / 2, p = \"/'\"; import './yes.js'",
                "return /\"/g\nimport './yes.js'",
                "const t = `a ${ {b: `}`} } \" `; import './yes.js'",
                "#!/usr/bin/env node 'x\nimport './yes.js'",
                "const c = x ? /'/ : /\"/; import './yes.js'",
                "x = y\n/ 2 / z; import './yes.js'",
                "const s = 'it\\'s'; import './yes.js'",
                "function f() {}\n/'/.test(s); import './yes.js'",
                "/* ' */ import './yes.js' // '",
                "class A { #p = 1 / 2; static { } } import './yes.js'",
            })
    void js_tellsDivisionFromRegularExpressions(String script) {
        assertThat(urls("a.js", script)).containsExactly("./yes.js");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import './a.js'; x = 'open", "import './a.js'; `open", "/* open"})
    void js_thatCannotBeRead_isLeftAlone(String script) {
        References references = References.in("a.js", script);
        assertThat(references.found()).isEmpty();
        assertThat(references.doubt()).isPresent();
    }

    @Test
    void js_thatComputesModules_saysSo() {
        assertThat(References.in("a.js", "import('./' + x)").computed()).isTrue();
        assertThat(References.in("a.js", "import('./x.js')").computed()).isFalse();
    }

    @Test
    void html_namesWhatItLoads() {
        assertThat(
                        urls(
                                "index.html",
                                """
                                <!DOCTYPE html><!-- <img src="no.png"> -->
                                <link rel=stylesheet href=app.css><LINK REL="icon" HREF='/icon.svg'>
                                <script type="module" src="app.js"></script>
                                <img src="a.png" srcset="a.png 1x, a@2x.png 2x,b.png 3x" alt="x > src=no.png">
                                <video poster=' p.jpg '></video><object data="o.svg"></object>
                                <p style="background: url(bg.png)">src="no.png"</p>
                                <style>p { background: url(inline.png) }</style>
                                <script>import('./lazy.js'); document.write("<img src='no.png'>")</script>
                                <script type="application/json">{"src": "no.js"}</script>
                                <textarea><img src="no.png"></textarea>
                                <a href="page.html?a=1&amp;b=2#c">p</a><a href="a&amp;b.html">no</a>
                                """))
                .containsExactly(
                        "app.css",
                        "/icon.svg",
                        "app.js",
                        "a.png",
                        "a.png",
                        "a@2x.png",
                        "b.png",
                        "p.jpg",
                        "o.svg",
                        "bg.png",
                        "inline.png",
                        "./lazy.js",
                        "page.html?a=1&amp;b=2#c");
    }

    @Test
    void xhtml_namesWhatItLoads() {
        assertThat(
                        urls(
                                "a.xhtml",
                                """
                                <?xml version="1.0"?><?note <a href="no.html"> ?>
                                <html xmlns="http://www.w3.org/1999/xhtml"><head>
                                <title/><link rel="stylesheet" href="a.css"/>
                                <script src="a.js"/><script src='b.js'></script>
                                <script type="module">//<![CDATA[
                                if (1 < 2 && "</script>") import('./c.js')
                                //]]></script>
                                <style><![CDATA[ a { background: url(d.png) } ]]></style>
                                <script>if (1 &lt; 2) import('./no.js')</script>
                                </head><body><![CDATA[ <a href="no.html"> ]]><img src="e.png"/></body>
                                </html>
                                """))
                .containsExactly("a.css", "a.js", "b.js", "./c.js", "d.png", "e.png");
    }

    @Test
    void html_thatComputesModules_saysSo() {
        assertThat(References.in("a.html", "<script>import(x)</script>").computed()).isTrue();
        assertThat(References.in("a.html", "<script>import('x')</script>").computed()).isFalse();
    }

    @Test
    void html_withBase_isLeftAlone() {
        References references =
                References.in("index.html", "<base href=/x/><script src=a.js></script>");
        assertThat(references.found()).isEmpty();
        assertThat(references.doubt()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<", "<a", "<a href", "<a href=", "<a href=\"", "<script>", "<!--", "<a ="})
    void html_thatEndsEarly_isReadToItsEnd(String page) {
        assertThat(urls("index.html", page)).isEmpty();
    }

    @Test
    void html_knowsWhereIntegrityBelongs() {
        String page =
                "<script src=\"a.js\" defer></script><link integrity='old' rel=stylesheet href=a.css"
                        + " crossorigin>";
        List<Reference> found = References.in("index.html", page).found();
        Reference.Integrity absent = found.get(0).integrity().orElseThrow();
        assertThat(absent.present()).isFalse();
        assertThat(page.substring(absent.start())).startsWith(" defer>");
        Reference.Integrity present = found.get(1).integrity().orElseThrow();
        assertThat(page.substring(present.start(), present.end())).isEqualTo("old");
        assertThat(present.crossorigin()).isTrue();
        assertThat(found.get(1).kind()).isEqualTo(Kind.STYLE);
    }

    @Test
    void map_namesItsFile() {
        assertThat(
                        urls(
                                "app.js.map",
                                "{\"version\":3,\"sections\":[{\"file\":\"no.js\"}],\"names\":"
                                        + "[\"file\",\"x\"],\"file\" : \"app.js\",\"sources\":[\"a.ts\"]}"))
                .containsExactly("app.js");
    }

    @Test
    void utf16_isLeftAlone() {
        assertThat(References.in("a.css", "\u00ff\u00feu\0r\0l\0").doubt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "css/a.css, ../img/a.png, /, img/a.png",
        "css/a.css, b.css, /, css/b.css",
        "a.css, ./b.css?v=1#x, /, b.css",
        "css/a.css, /img/a.png, /, img/a.png",
        "css/a.css, /static/img/a.png, /static/, img/a.png",
        "a.html, https://cdn.example.com/s/a.js, https://cdn.example.com/s/, a.js",
        "a.html, //cdn.example.com/s/a.js, https://cdn.example.com/s/, a.js",
        "a.html, my%20file.png, /, my file.png",
        "a.html, r%C3%A9sum%C3%A9.pdf, /, résumé.pdf",
        "bücher/style.css, bg2.png, /, bücher/bg2.png",
        "книги/style.css, ../%D0%B0.png, /, а.png",
        "100%25/style.css, bg.png, /, 100%25/bg.png",
    })
    void address_leadsToAPath(String from, String url, String base, String path) {
        assertThat(Address.resolve(from, url, base)).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "a.css, ../a.png, /",
        "a.html, https://example.com/a.js, /",
        "a.html, //example.com/a.js, https://cdn.example.com/",
        "a.html, //example.com/a.js, /",
        "a.html, /other/a.js, /static/",
        "a.html, data:image/png, /",
        "a.html, mailto:a@b.c, /",
        "a.html, '#top', /",
        "a.html, folder/, /",
    })
    void address_leadsElsewhere(String from, String url, String base) {
        assertThat(Address.resolve(from, url, base)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../img/a.png, a-1.png, ../img/a-1.png",
        "a.woff2?v=1#iefix, a-1.woff2, a-1.woff2?v=1#iefix",
        "https://cdn/a.js, a-1.js, https://cdn/a-1.js",
        "x/my%20file.png, my file-1.png, x/my%20file-1.png",
        "img%2Fa.png, a-1.png, img%2Fa-1.png",
        "x/img%2fa.png?y%2Fz, a-1.png, x/img%2fa-1.png?y%2Fz",
    })
    void address_ofARenamedFile_keepsItsFolder(String url, String name, String expected) {
        assertThat(Address.renamed(url, name)).isEqualTo(expected);
    }
}
