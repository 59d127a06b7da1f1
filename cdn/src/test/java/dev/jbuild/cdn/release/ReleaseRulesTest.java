package dev.jbuild.cdn.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**/*.{js,css}|a.js",
                "**/*.{js,css}|b/c/a.css",
                "{a,b/{c,d}}/*.png|b/d/x.png",
                "**|.vite/manifest.json",
                "**/*.html|index.html",
            })
    void pattern_matches(String pattern, String path) {
        assertThat(PathPattern.parse(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"**/*.{js,css}|a.mjs", "*.html|b/a.html"})
    void pattern_doesNotMatch(String pattern, String path) {
        assertThat(PathPattern.parse(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "a}", "", "../a"})
    void malformedPattern_isRefused(String pattern) {
        assertThatThrownBy(() -> PathPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.mjs, text/javascript; charset=utf-8",
        "a.cjs, text/javascript; charset=utf-8",
        "a.js.map, application/json",
        "a.WOFF2, font/woff2",
        "a.svg, image/svg+xml",
        "a.wasm, application/wasm",
        "site.webmanifest, application/manifest+json",
        "LICENSE, application/octet-stream",
        "v1.js/data, application/octet-stream",
    })
    void contentType_isFromOurTable(String path, String type) {
        assertThat(ContentTypes.of(path)).isEqualTo(type);
    }

    @Test
    void headerValue_isOneLine() {
        PathPattern all = PathPattern.parse("**");
        assertThatThrownBy(() -> new CacheRule(all, "a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CacheRule(all, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void base_endsWithASlash() {
        assertThatThrownBy(() -> ReleaseRules.DEFAULT.withBase("/static"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
