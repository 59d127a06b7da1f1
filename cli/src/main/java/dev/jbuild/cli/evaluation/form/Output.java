package dev.jbuild.cli.evaluation.form;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** Bytes that are being written. */
final class Output {
    private static final int MORE = 0x80;
    private static final int LATIN = 0xff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<Object, Integer> known = new HashMap<>();
    private final Orders orders = new Orders();
    private int done;

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** A number that is seldom large and never negative takes few bytes. */
    void count(long number) {
        long rest = number;
        while ((rest & -MORE) != 0) {
            bytes.write((int) rest | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Any number; a small one takes few bytes. */
    void number(long number) {
        count(number << 1 ^ number >> 63);
    }

    /** Any text, also one that has no UTF-8 form. */
    void text(String text) {
        boolean latin = text.chars().allMatch(c -> c <= LATIN);
        count(text.length() * 2L + (latin ? 0 : 1));
        for (int i = 0; i < text.length(); i++) {
            if (!latin) {
                bytes.write(text.charAt(i) >> Byte.SIZE);
            }
            bytes.write(text.charAt(i));
        }
    }

    /** Writes the number of a value that is known; else 0, and the value has to follow. */
    boolean again(Object value) {
        int number = orders.countIn(value.getClass()) ? 0 : known.getOrDefault(value, 0);
        count(number);
        return number > 0;
    }

    /** A value is written, and known from now on. */
    void done(Object value) {
        done++;
        known.put(value, done);
    }
}
