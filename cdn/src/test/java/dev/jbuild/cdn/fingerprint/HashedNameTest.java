package dev.jbuild.cdn.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.model.Digest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashedNameTest {
    private static final Digest DIGEST = new Digest("0123456789abcdef".repeat(4));

    @ParameterizedTest
    @CsvSource({
        "app.js, app-0123456789abcdef.js",
        "js/app.min.js, js/app.min-0123456789abcdef.js",
        "app.js.map, app-0123456789abcdef.js.map",
        "v1.2/LICENSE, v1.2/LICENSE-0123456789abcdef",
        ".htaccess, .htaccess-0123456789abcdef",
    })
    void of_putsTheHashInFrontOfTheExtension(String path, String hashed) {
        assertThat(HashedName.of(path, DIGEST)).isEqualTo(hashed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/index-BhQ3xKz1.js", // Vite
                "assets/index-B-Q3_Kz1.css",
                "app-2M6QRJ3X.js", // esbuild
                "main.3f2a1b9c8d7e6f5a4b3c.js", // webpack
                "app-5d41402abc4b2a76b9719d911017c592.css", // Phoenix
                "app-5d41402abc4b2a76b9719d911017c592.css.map",
            })
    void namesOfBundlers_lookHashed(String path) {
        assertThat(HashedName.looksHashed(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-component.js",
                "my-MyWidget.js",
                "report-20240131.pdf",
                "jquery-migrate-slideshow.js",
                "app.js",
                "bootstrap-5.3.2.min.js",
                "photo-IMG_0042.jpg",
                "defaced-deadbeef.js",
                "noto-sans-regular.woff2",
                "a-VERSIONS.js",
            })
    void namesOfPeople_doNot(String path) {
        assertThat(HashedName.looksHashed(path)).isFalse();
    }
}
