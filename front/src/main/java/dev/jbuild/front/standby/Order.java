package dev.jbuild.front.standby;

import dev.jbuild.front.ledger.Texts;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
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

    /**
     * Reads what {@link #bytes} has written.
     *
     * @throws IOException when it is not that
     */
    public static Order of(ByteBuffer in) throws IOException {
        try {
            List<String> arguments = Texts.readAll(in);
            Map<String, String> environment = new HashMap<>();
            for (int left = in.getInt(); left > 0; left--) {
                environment.put(Texts.read(in), Texts.read(in));
            }
            Screen screen = new Screen(in.get() != 0, in.get() != 0, Texts.read(in));
            return new Order(arguments, environment, screen, in.getLong(), in.get() != 0);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("this is no order", e);
        }
    }

    /** For {@link #of}. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Texts.write(out, arguments);
        out.writeInt(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            Texts.write(out, variable.getKey());
            Texts.write(out, variable.getValue());
        }
        out.writeBoolean(screen.out());
        out.writeBoolean(screen.err());
        Texts.write(out, screen.device());
        out.writeLong(startedMillis);
        out.writeBoolean(once);
        return bytes.toByteArray();
    }
}
