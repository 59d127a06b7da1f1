package dev.jbuild.cli.evaluation.form;

import java.util.ArrayList;
import java.util.List;

/** Bytes that {@link Output} has written. */
final class Input {
    private final byte[] bytes;
    private final List<Object> known = new ArrayList<>();
    private int position;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    long count() {
        long number = 0;
        int shift = 0;
        while (true) {
            int next = next();
            number |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return number;
            }
            shift += 7;
        }
    }

    long number() {
        long count = count();
        return count >>> 1 ^ -(count & 1);
    }

    String text() {
        long size = count();
        boolean latin = (size & 1) == 0;
        char[] text = new char[Math.toIntExact(size >> 1)];
        for (int i = 0; i < text.length; i++) {
            int high = latin ? 0 : next() << Byte.SIZE;
            text[i] = (char) (high | next());
        }
        return new String(text);
    }

    /** The value that has become known as this number. */
    Object known(int number) {
        return known.get(number - 1);
    }

    /** A value is read, and known from now on. */
    void done(Object value) {
        known.add(value);
    }

    private int next() {
        return bytes[position++] & 0xff;
    }
}
