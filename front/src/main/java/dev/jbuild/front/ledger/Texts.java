package dev.jbuild.front.ledger;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts in binary form: their length in bytes, four of them, and then the text in UTF-8. Readers
 * throw {@link BufferUnderflowException} where there is less than that.
 */
public final class Texts {
    private Texts() {}

    public static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(out, text);
        }
    }

    public static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static List<String> readAll(ByteBuffer in) {
        int count = in.getInt();
        List<String> texts = new ArrayList<>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            texts.add(read(in));
        }
        return texts;
    }

    public static String read(ByteBuffer in) {
        return read(in, StandardCharsets.UTF_8);
    }

    static String read(ByteBuffer in, Charset charset) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, charset);
    }
}
