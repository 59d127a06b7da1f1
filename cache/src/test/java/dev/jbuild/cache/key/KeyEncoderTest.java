package dev.jbuild.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.model.Digest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

class KeyEncoderTest {
    private static final String ZEROS = "0".repeat(64);

    @Test
    void finish_whenStructuresLookAlike_keysDiffer() {
        List<Consumer<KeyEncoder>> alike =
                List.of(
                        e -> {},
                        e -> e.text(""),
                        e -> e.text("abc"),
                        e -> e.text("ab").text("c"),
                        e -> e.text("a").text("bc"),
                        e -> e.bytes(new byte[0]),
                        e -> e.bytes("abc".getBytes(StandardCharsets.UTF_8)),
                        e -> e.texts(List.of()),
                        e -> e.texts(List.of("")),
                        e -> e.texts(List.of("ab", "c")),
                        e -> e.texts(List.of("a", "bc")),
                        e -> e.texts(List.of("bc", "a")),
                        e -> e.texts(List.of("abc")),
                        e -> e.texts(List.of("ab")).texts(List.of("c")),
                        e -> e.list(List.of(List.of("a"), List.of("b")), KeyEncoder::texts),
                        e -> e.list(List.of(List.of("a", "b")), KeyEncoder::texts),
                        e -> e.list(List.of("a", "b"), (f, s) -> f.text(s).text(s)),
                        e -> e.list(List.of("a"), (f, s) -> f.text(s).text(s).text("b").text("b")),
                        e -> e.optional(Optional.<String>empty(), KeyEncoder::text),
                        e -> e.optional(Optional.of(""), KeyEncoder::text),
                        e -> e.optional(Optional.of("a"), KeyEncoder::text),
                        e -> e.optional(Optional.of("a"), (f, s) -> {}),
                        e -> e.texts(Map.of()),
                        e -> e.texts(Map.of("a", "b")),
                        e -> e.texts(Map.of("ab", "")),
                        e -> e.map(Map.of("a", 1L), KeyEncoder::integer),
                        e -> e.integer(0),
                        e -> e.integer(-1),
                        e -> e.integer(1),
                        e -> e.flag(true),
                        e -> e.flag(false),
                        e -> e.digest(new Digest(ZEROS)),
                        e -> e.key(new ActionKey(ZEROS)),
                        e -> e.bytes(new byte[32]),
                        e -> e.record("r", r -> {}),
                        e -> e.record("r", r -> r.text("a")),
                        e -> e.record("r", r -> {}).text("a"),
                        e -> e.record("q", r -> {}));

        Stream<ActionKey> keys = alike.stream().map(KeyEncoderTest::key);

        assertThat(keys).doesNotHaveDuplicates();
    }

    /** Whoever reimplements the table of {@link KeyEncoder} gets these bytes. */
    @Test
    void encoding_isTheDocumentedOne() {
        byte[] bytes =
                encoded(
                        e ->
                                e.record(
                                        "run",
                                        r ->
                                                r.text("é")
                                                        .flag(true)
                                                        .optional(
                                                                Optional.of(-2L),
                                                                KeyEncoder::integer)
                                                        .texts(Map.of("k", "v"))));

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        "jbuild-key/1\n"
                                + "<s\0\0\0\0\0\0\0\3run"
                                + "s\0\0\0\0\0\0\0\2\u00c3\u00a9"
                                + "t"
                                + "p(i\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fe)"
                                + "{s\0\0\0\0\0\0\0\1k(s\0\0\0\0\0\0\0\1v)}"
                                + ">");
    }

    @Test
    void finish_isTheSha256OfTheEncoding() {
        Consumer<KeyEncoder> structure = e -> e.texts(List.of("a", "b"));

        assertThat(key(structure).hex()).isEqualTo(Digest.of(encoded(structure)).hex());
    }

    @Test
    void map_whenOrderDiffers_keyIsTheSame() {
        Map<String, String> one = new HashMap<>();
        Map<String, String> other = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            one.put("k" + i, "v" + i);
            other.put("k" + (99 - i), "v" + (99 - i));
        }

        assertThat(key(e -> e.texts(one))).isEqualTo(key(e -> e.texts(other)));
    }

    @Test
    void text_whenLongerThanTheBuffer_isEncodedWhole() {
        String text = "aé€𝄞".repeat(5_000);

        byte[] bytes = encoded(e -> e.text(text));

        assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith(text);
        assertThat(new Reading(bytes).values()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD834", "\uDD1E", "a\uD834b", "\uDD1E\uD834"})
    void text_whenSurrogateIsUnpaired_isRefused(String text) {
        assertThatThrownBy(() -> new KeyEncoder().text(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    /** An encoding that can be read back cannot be the same for two structures. */
    @Test
    void encoding_ofRandomStructures_canBeReadBack() {
        Random random = new Random(20261122);
        for (int i = 0; i < 2_000; i++) {
            List<Object> values = RandomStructure.values(random);

            byte[] bytes = encoded(e -> RandomStructure.write(e, values));

            assertThat(new Reading(bytes).values()).isEqualTo(values);
        }
    }

    private static ActionKey key(Consumer<KeyEncoder> structure) {
        KeyEncoder encoder = new KeyEncoder();
        structure.accept(encoder);
        return encoder.finish();
    }

    private static byte[] encoded(Consumer<KeyEncoder> structure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        KeyEncoder encoder = new KeyEncoder(new Transcript(bytes));
        structure.accept(encoder);
        assertThat(encoder.finish().hex()).hasSize(64);
        return bytes.toByteArray();
    }
}
