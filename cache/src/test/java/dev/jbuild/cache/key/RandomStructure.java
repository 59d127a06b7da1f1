package dev.jbuild.cache.key;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.model.Digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Structures of all that an encoder takes, nested, with texts that resemble its own tags. */
final class RandomStructure {
    private static final String LETTERS = "sbitfdknp[]{}()<>\0\1é𝄞";

    private RandomStructure() {}

    record Named(String name, List<Object> parts) {}

    record Bytes(List<Byte> bytes) {}

    static List<Object> values(Random random) {
        return values(random, 3);
    }

    private static List<Object> values(Random random, int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(random, depth));
        }
        return values;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> text(random);
            case 1 -> bytes(random);
            case 2 -> random.nextLong();
            case 3 -> random.nextBoolean();
            case 4 -> new Digest(Digest.of(new byte[] {(byte) random.nextInt()}).hex());
            case 5 -> new ActionKey(Digest.of(new byte[] {(byte) random.nextInt()}).hex());
            case 6 ->
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(values(random, depth - 1));
            case 7 -> List.of(values(random, depth - 1), values(random, depth - 1));
            case 8 -> map(random, depth);
            default -> new Named(text(random), values(random, depth - 1));
        };
    }

    private static SortedMap<String, Object> map(Random random, int depth) {
        SortedMap<String, Object> map = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(text(random), values(random, depth - 1));
        }
        return map;
    }

    private static String text(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static Bytes bytes(Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            bytes.add((byte) random.nextInt());
        }
        return new Bytes(bytes);
    }

    static void write(KeyEncoder encoder, List<?> values) {
        values.forEach(value -> writeOne(encoder, value));
    }

    private static void writeOne(KeyEncoder encoder, Object value) {
        switch (value) {
            case String text -> encoder.text(text);
            case Bytes bytes -> {
                byte[] array = new byte[bytes.bytes().size()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = bytes.bytes().get(i);
                }
                encoder.bytes(array);
            }
            case Long number -> encoder.integer(number);
            case Boolean flag -> encoder.flag(flag);
            case Digest digest -> encoder.digest(digest);
            case ActionKey key -> encoder.key(key);
            case Optional<?> optional ->
                    encoder.optional(optional, (e, parts) -> write(e, (List<?>) parts));
            case List<?> list -> encoder.list(list, (e, parts) -> write(e, (List<?>) parts));
            case SortedMap<?, ?> map -> {
                SortedMap<String, Object> entries = new TreeMap<>();
                map.forEach((name, parts) -> entries.put((String) name, parts));
                encoder.map(entries, (e, parts) -> write(e, (List<?>) parts));
            }
            case Named named -> encoder.record(named.name(), e -> write(e, named.parts()));
            default -> throw new AssertionError(value);
        }
    }
}
