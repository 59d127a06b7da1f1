package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    private static final Digest PIN = new Digest("0a".repeat(32));

    @ParameterizedTest
    @CsvSource({
        "debian, docker.io/library/debian:latest",
        "debian:12, docker.io/library/debian:12",
        "docker.io/debian, docker.io/library/debian:latest",
        "grafana/loki, docker.io/grafana/loki:latest",
        "localhost/shop, localhost/shop:latest",
        "localhost:5000/shop, localhost:5000/shop:latest",
        "localhost:5000/a/b/c:1.0, localhost:5000/a/b/c:1.0",
        "ghcr.io/org/app:v1_2-x, ghcr.io/org/app:v1_2-x",
        "registry:5000/app, registry:5000/app:latest",
        "[::1]:5000/app, [::1]:5000/app:latest",
        "a__b/c-d.e---f, docker.io/a__b/c-d.e---f:latest",
    })
    void parse_fillsInWhatIsLeftOut(String text, String expected) {
        ImageName name = ImageName.parse(text);

        assertThat(name).hasToString(expected);
        assertThat(ImageName.parse(name.toString())).isEqualTo(name);
    }

    @Test
    void parse_whenPinned_hasNoTagOfItsOwn() {
        ImageName name = ImageName.parse("debian@" + PIN);

        assertThat(name.tag()).isEmpty();
        assertThat(name.digest()).contains(PIN);
        assertThat(name).hasToString("docker.io/library/debian@" + PIN);
        assertThat(ImageName.parse(name.toString())).isEqualTo(name);
    }

    @Test
    void at_keepsTheTag() {
        ImageName name = ImageName.parse("localhost:5000/shop:1").at(PIN);

        assertThat(name).hasToString("localhost:5000/shop:1@" + PIN);
        assertThat(ImageName.parse(name.toString())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":latest",
                "Debian",
                "debian:",
                "debian:-x",
                "a//b",
                "a/",
                "/a",
                "a_-b",
                "debian@sha256:12",
                "debian@",
                "localhost:x/a",
                "debian latest",
            })
    void parse_whenOfAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> ImageName.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_whenTagIsTooLong_isRefused() {
        assertThat(ImageName.parse("a:" + "x".repeat(128)).tag()).hasSize(128);
        assertThatThrownBy(() -> ImageName.parse("a:" + "x".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an image name: tag");
    }
}
