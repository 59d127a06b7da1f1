package dev.jbuild.cli.evaluation.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Values that hold others: how many there are, then each. */
final class Containers {
    private Containers() {}

    /** One or none. */
    record Perhaps(Form part) implements Form {
        @Override
        public void write(Object value, Output out) {
            Optional<?> perhaps = (Optional<?>) value;
            out.count(perhaps.isPresent() ? 1 : 0);
            perhaps.ifPresent(present -> part.write(present, out));
        }

        @Override
        public Object read(Input in) {
            return in.count() == 0 ? Optional.empty() : Optional.of(part.read(in));
        }
    }

    /** A list. */
    record Sequence(Form part) implements Form {
        @Override
        public void write(Object value, Output out) {
            List<?> list = (List<?>) value;
            out.count(list.size());
            list.forEach(element -> part.write(element, out));
        }

        @Override
        public Object read(Input in) {
            int size = Math.toIntExact(in.count());
            List<Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(part.read(in));
            }
            return list;
        }
    }

    /** A map whose order counts. */
    record Ordered(Form key, Form part) implements Form {
        @Override
        public void write(Object value, Output out) {
            writeMap((Map<?, ?>) value, key, part, out);
        }

        @Override
        public Object read(Input in) {
            return readMap(new LinkedHashMap<>(), key, part, in);
        }
    }

    /** A map whose order does not count, written in the order of its keys. */
    record Sorted(Form key, Form part) implements Form {
        @Override
        public void write(Object value, Output out) {
            writeMap(new TreeMap<>((Map<?, ?>) value), key, part, out);
        }

        @Override
        public Object read(Input in) {
            return readMap(new TreeMap<>(), key, part, in);
        }
    }

    private static void writeMap(Map<?, ?> map, Form key, Form part, Output out) {
        out.count(map.size());
        map.forEach(
                (name, value) -> {
                    key.write(name, out);
                    part.write(value, out);
                });
    }

    private static SequencedMap<Object, Object> readMap(
            SequencedMap<Object, Object> map, Form key, Form part, Input in) {
        for (long rest = in.count(); rest > 0; rest--) {
            Object name = key.read(in);
            map.put(name, part.read(in));
        }
        return map;
    }
}
