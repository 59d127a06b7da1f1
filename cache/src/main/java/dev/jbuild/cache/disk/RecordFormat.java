package dev.jbuild.cache.disk;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.ActionRecord;
import dev.jbuild.model.Digest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record on disk, big-endian: the magic number, the 32 bytes of the key, the count of the facts,
 * each as two texts (length, UTF-8), the count of the blobs, each as 32 bytes, and the SHA-256 of
 * all that. With the key inside, a file that got the wrong name is found out.
 */
final class RecordFormat {
    private static final int MAGIC = 0x6A624131;
    private static final int HASH = 32;

    private RecordFormat() {}

    static byte[] write(ActionKey key, ActionRecord value) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(number(MAGIC));
        parts.add(hash(key.hex()));
        parts.add(number(value.facts().size()));
        for (Map.Entry<String, String> fact : value.facts().entrySet()) {
            text(parts, fact.getKey());
            text(parts, fact.getValue());
        }
        parts.add(number(value.blobs().size()));
        value.blobs().forEach(blob -> parts.add(hash(blob.hex())));
        ByteBuffer out = ByteBuffer.allocate(parts.stream().mapToInt(p -> p.length).sum() + HASH);
        parts.forEach(out::put);
        return out.put(Digest.sha256().digest(Arrays.copyOf(out.array(), out.position()))).array();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException when the bytes are not the record of {@code key}; the
     *     message says what is wrong
     */
    static ActionRecord read(ActionKey key, byte[] bytes) {
        int length = bytes.length - HASH;
        if (length < 0
                || !Arrays.equals(
                        Digest.sha256().digest(Arrays.copyOf(bytes, length)),
                        Arrays.copyOfRange(bytes, length, bytes.length))) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        try {
            return content(key, ByteBuffer.wrap(bytes, 0, length));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    private static ActionRecord content(ActionKey key, ByteBuffer in) {
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("it has another format");
        }
        if (!hash(in).equals(key.hex())) {
            throw new IllegalArgumentException("it belongs to another key");
        }
        SortedMap<String, String> facts = new TreeMap<>();
        for (int i = in.getInt(); i > 0; i--) {
            String name = text(in);
            facts.put(name, text(in));
        }
        List<Digest> blobs = new ArrayList<>();
        for (int i = in.getInt(); i > 0; i--) {
            blobs.add(new Digest(hash(in)));
        }
        return new ActionRecord(facts, blobs);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] hash(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hash(ByteBuffer in) {
        byte[] bytes = new byte[HASH];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void text(List<byte[]> parts, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        parts.add(number(utf8.length));
        parts.add(utf8);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        // Before there is memory for it: a checksum keeps out accidents, and not intent.
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
