package dev.jbuild.cache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.model.Digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an encoding by the table in {@link KeyEncoder} alone. */
final class Reading {
    private final ByteBuffer in;

    Reading(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        assertThat(text(13)).isEqualTo("jbuild-key/1\n");
    }

    List<Object> values() {
        List<Object> values = new ArrayList<>();
        while (in.hasRemaining() && ")>".indexOf(in.get(in.position())) < 0) {
            values.add(value());
        }
        return values;
    }

    private Object value() {
        char tag = (char) in.get();
        return switch (tag) {
            case 's' -> text((int) in.getLong());
            case 'b' -> bytes((int) in.getLong());
            case 'i' -> in.getLong();
            case 't' -> true;
            case 'f' -> false;
            case 'd' -> new Digest(hex());
            case 'k' -> new ActionKey(hex());
            case 'n' -> Optional.empty();
            case 'p' -> Optional.of(group());
            case '[' -> list();
            case '{' -> map();
            case '<' -> named();
            default -> throw new AssertionError("tag " + tag);
        };
    }

    private List<Object> group() {
        expect('(');
        List<Object> values = values();
        expect(')');
        return values;
    }

    private List<Object> list() {
        List<Object> groups = new ArrayList<>();
        while (!take(']')) {
            groups.add(group());
        }
        return groups;
    }

    private SortedMap<String, Object> map() {
        SortedMap<String, Object> map = new TreeMap<>();
        while (!take('}')) {
            expect('s');
            map.put(text((int) in.getLong()), group());
        }
        return map;
    }

    private RandomStructure.Named named() {
        expect('s');
        String name = text((int) in.getLong());
        List<Object> parts = values();
        expect('>');
        return new RandomStructure.Named(name, parts);
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private RandomStructure.Bytes bytes(int length) {
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            bytes.add(in.get());
        }
        return new RandomStructure.Bytes(bytes);
    }

    private String hex() {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private boolean take(char tag) {
        boolean there = in.get(in.position()) == tag;
        if (there) {
            in.get();
        }
        return there;
    }

    private void expect(char tag) {
        assertThat((char) in.get()).isEqualTo(tag);
    }
}
