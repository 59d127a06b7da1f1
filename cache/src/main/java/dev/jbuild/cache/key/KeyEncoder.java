package dev.jbuild.cache.key;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.model.Digest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Hashes a structure of plain values into an {@link ActionKey}. Two structures have the same key
 * only if they are equal: the encoding can be read back without ambiguity (and a test does so).
 *
 * <h2>The encoding</h2>
 *
 * The key is the SHA-256 of {@code "jbuild-key/1\n"} in ASCII followed by the values in the order
 * of the calls. Every value starts with one tag byte, here as ASCII, and ends where its own form
 * says. Numbers are big-endian.
 *
 * <pre>
 * text      's'  length in bytes (8 bytes)  UTF-8 without byte order mark
 * bytes     'b'  length (8 bytes)           the bytes
 * number    'i'  8 bytes, two's complement
 * true      't'
 * false     'f'
 * digest    'd'  32 bytes
 * key       'k'  32 bytes
 * absent    'n'
 * present   'p'  group
 * list      '['  group for each element, in order  ']'
 * map       '{'  text and group for each entry     '}'   by ascending key
 * group     '('  values  ')'
 * record    '&lt;'  text with the name, then values   '&gt;'
 * </pre>
 *
 * Keys of maps ascend by their UTF-16 units, as {@link String#compareTo} has it. Texts are not
 * normalised: composed and decomposed letters differ. A text with an unpaired surrogate has no
 * UTF-8 form and is refused.
 *
 * <p>Bump the number in the prefix whenever a line of this table changes.
 *
 * <p>An encoder is used once and by one thread.
 */
public final class KeyEncoder {
    private static final String PREFIX = "jbuild-key/1\n";

    private final MessageDigest sha256;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

    public KeyEncoder() {
        this(Digest.sha256());
    }

    KeyEncoder(MessageDigest sha256) {
        this.sha256 = sha256;
        sha256.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
    }

    @CanIgnoreReturnValue
    public KeyEncoder text(String value) {
        tag('s');
        number(utf8Length(value));
        CharBuffer rest = CharBuffer.wrap(value);
        utf8.reset();
        while (utf8.encode(rest, buffer, true).isOverflow()) {
            drain();
        }
        return this;
    }

    @CanIgnoreReturnValue
    public KeyEncoder bytes(byte[] value) {
        tag('b');
        number(value.length);
        raw(value);
        return this;
    }

    @CanIgnoreReturnValue
    public KeyEncoder integer(long value) {
        tag('i');
        number(value);
        return this;
    }

    @CanIgnoreReturnValue
    public KeyEncoder flag(boolean value) {
        tag(value ? 't' : 'f');
        return this;
    }

    @CanIgnoreReturnValue
    public KeyEncoder digest(Digest value) {
        tag('d');
        raw(HexFormat.of().parseHex(value.hex()));
        return this;
    }

    @CanIgnoreReturnValue
    public KeyEncoder key(ActionKey value) {
        tag('k');
        raw(HexFormat.of().parseHex(value.hex()));
        return this;
    }

    /** Absent differs from a present value that is empty. */
    @CanIgnoreReturnValue
    public <T> KeyEncoder optional(Optional<T> value, BiConsumer<KeyEncoder, T> writer) {
        if (value.isEmpty()) {
            tag('n');
        } else {
            tag('p');
            group(value.get(), writer);
        }
        return this;
    }

    /** The order counts. For a set, pass its elements sorted. */
    @CanIgnoreReturnValue
    public <T> KeyEncoder list(List<T> values, BiConsumer<KeyEncoder, T> writer) {
        tag('[');
        for (T value : values) {
            group(value, writer);
        }
        tag(']');
        return this;
    }

    /** A list of texts. */
    @CanIgnoreReturnValue
    public KeyEncoder texts(List<String> values) {
        return list(values, KeyEncoder::text);
    }

    /** The order of the map does not count. */
    @CanIgnoreReturnValue
    public <V> KeyEncoder map(Map<String, V> values, BiConsumer<KeyEncoder, V> writer) {
        tag('{');
        new TreeMap<>(values)
                .forEach(
                        (name, value) -> {
                            text(name);
                            group(value, writer);
                        });
        tag('}');
        return this;
    }

    /** A map from text to text. */
    @CanIgnoreReturnValue
    public KeyEncoder texts(Map<String, String> values) {
        return map(values, KeyEncoder::text);
    }

    /**
     * A nested structure.
     *
     * @param name tells it from other structures with the same parts
     */
    @CanIgnoreReturnValue
    public KeyEncoder record(String name, Consumer<KeyEncoder> parts) {
        tag('<');
        text(name);
        parts.accept(this);
        tag('>');
        return this;
    }

    /** Ends the encoding. */
    public ActionKey finish() {
        drain();
        return new ActionKey(HexFormat.of().formatHex(sha256.digest()));
    }

    /** Brackets keep apart what a writer put down for one element and for the next. */
    private <T> void group(T value, BiConsumer<KeyEncoder, T> writer) {
        tag('(');
        writer.accept(this, value);
        tag(')');
    }

    private void tag(char tag) {
        room(1);
        buffer.put((byte) tag);
    }

    private void number(long value) {
        room(Long.BYTES);
        buffer.putLong(value);
    }

    private void raw(byte[] bytes) {
        drain();
        sha256.update(bytes);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
    }

    private void drain() {
        sha256.update(buffer.flip());
        buffer.clear();
    }

    /** Counts first, so that a long text is hashed in pieces and never held as bytes. */
    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                throw new IllegalArgumentException(
                        "text with an unpaired surrogate at position " + i);
            }
        }
        return length;
    }
}
