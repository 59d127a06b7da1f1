package dev.jbuild.buildkit.llb;

import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes the fields of one protobuf message in the order of the calls; values that proto3 holds for
 * "not set" are left out, except where a method says otherwise.
 */
final class ProtoWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    ProtoWriter string(int field, String value) {
        return value.isEmpty() ? this : element(field, value);
    }

    /** An element of a repeated field is written even when it is empty. */
    ProtoWriter element(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    ProtoWriter strings(int field, List<String> values) {
        values.forEach(value -> element(field, value));
        return this;
    }

    ProtoWriter number(int field, long value) {
        return value == 0 ? this : write(() -> out.writeInt64(field, value));
    }

    ProtoWriter unsigned(int field, int value) {
        return value == 0 ? this : write(() -> out.writeUInt32(field, value));
    }

    /** A number in a oneof is written even when it is 0. */
    ProtoWriter member(int field, int value) {
        return write(() -> out.writeUInt32(field, value));
    }

    ProtoWriter flag(int field, boolean value) {
        return value ? write(() -> out.writeBool(field, true)) : this;
    }

    ProtoWriter data(int field, byte[] value) {
        return value.length == 0 ? this : write(() -> out.writeByteArray(field, value));
    }

    /** A message that is set is written even when it is empty. */
    ProtoWriter message(int field, ProtoWriter value) {
        return write(() -> out.writeByteArray(field, value.toBytes()));
    }

    /** Repeated numbers, packed as proto3 does. */
    ProtoWriter packed(int field, List<Integer> values) {
        if (values.isEmpty()) {
            return this;
        }
        var content = new ProtoWriter();
        for (int value : values) {
            content.write(() -> content.out.writeInt32NoTag(value));
        }
        return message(field, content);
    }

    /** Key and value of a map entry are both written even when they are empty. */
    ProtoWriter map(int field, SortedMap<String, String> values) {
        values.forEach(
                (key, value) ->
                        message(field, new ProtoWriter().element(1, key).element(2, value)));
        return this;
    }

    private ProtoWriter write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return this;
    }
}
