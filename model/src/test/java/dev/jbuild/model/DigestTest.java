package dev.jbuild.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

class DigestTest {
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void of_isTheSha256OfTheContent() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        MessageDigest sha256 = Digest.sha256();
        sha256.update(abc);

        assertThat(Digest.of(abc).hex()).isEqualTo(ABC);
        assertThat(Digest.of(sha256).hex()).isEqualTo(ABC);
    }

    @Test
    void parse_readsWhatToStringShows() {
        Digest digest = new Digest(ABC);

        assertThat(digest).hasToString("sha256:" + ABC);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:ba78",
                "sha512:" + ABC,
                ABC,
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:" + ABC + "\n",
            })
    void parse_whenOfAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
