package dev.jbuild.front.standby;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants of a jbuild that stands by.
 *
 * @param arguments as typed
 * @param environment of the process in which they were typed
 * @param screen where they were
 * @param startedMillis when that was, since the epoch
 * @param once whether nobody will ask again
 */
public record Order(
        List<String> arguments,
        Map<String, String> environment,
        Screen screen,
        long startedMillis,
        boolean once) {
    public Order {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * Where the output goes.
     *
     * @param out whether standard output is a terminal
     * @param err whether standard error is one
     * @param device of the terminal
     */
    public record Screen(boolean out, boolean err, String device) {}

    /** Reads what {@link #bytes} has written. */
    public static Order of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<String> arguments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            arguments.add(text(in));
        }
        Map<String, String> environment = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            environment.put(text(in), text(in));
        }
        Screen screen = new Screen(in.readBoolean(), in.readBoolean(), text(in));
        return new Order(arguments, environment, screen, in.readLong(), in.readBoolean());
    }

    /** For {@link #of}. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            add(out, argument);
        }
        out.writeInt(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            add(out, variable.getKey());
            add(out, variable.getValue());
        }
        out.writeBoolean(screen.out());
        out.writeBoolean(screen.err());
        add(out, screen.device());
        out.writeLong(startedMillis);
        out.writeBoolean(once);
        return bytes.toByteArray();
    }

    private static void add(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("an order that ends in the middle");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
