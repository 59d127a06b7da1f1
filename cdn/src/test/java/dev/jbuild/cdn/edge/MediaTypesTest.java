package dev.jbuild.cdn.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cdn.release.ContentTypes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
    @ParameterizedTest
    @CsvSource({
        "a.js, text/javascript, true",
        "a.js, Application/JavaScript; charset=utf-8, true",
        "favicon.ico, image/x-icon, true",
        "favicon.ico, image/vnd.microsoft.icon, true",
        "feed.xml, text/xml; charset=utf-8, true",
        "a.bmp, image/x-ms-bmp, true",
        "a.m4a, audio/x-m4a, true",
        "a.wav, audio/x-wav, true",
        "a.js, application/json, false",
        "a.html, application/xhtml+xml, false",
        "a.js, text/plain, false",
        "a.bmp, image/x-icon, false",
        "a.xml, '', false",
    })
    void names_ofOneType_areTheSame(String path, String served, boolean same) {
        assertThat(MediaTypes.areSame(served, ContentTypes.of(path))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "app.js.map, application/octet-stream, true",
        "site.webmanifest, application/octet-stream, true",
        "a.woff2, application/octet-stream, true",
        "a.ttf, application/octet-stream, true",
        "a.eot, application/octet-stream, true",
        "a.glb, application/octet-stream, true",
        "a.ttf, text/html, false",
        "a.js, application/octet-stream, false",
        "a.css, application/octet-stream, false",
        "a.html, application/octet-stream, false",
        "a.json, application/octet-stream, false",
        "a.svg, application/octet-stream, false",
        "a.wasm, application/octet-stream, false",
    })
    void bytesOfNoType_willDo_forWhatBrowsersDoNotCheck(String path, String served, boolean does) {
        assertThat(MediaTypes.isGoodEnough(served, path)).isEqualTo(does);
    }
}
