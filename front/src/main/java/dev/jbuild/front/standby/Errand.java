package dev.jbuild.front.standby;

import dev.jbuild.cache.file.FileStat;
import dev.jbuild.front.standby.Wire.Frame;
import dev.jbuild.front.standby.Wire.Kind;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that a jbuild does that stands by. */
public final class Errand {
    /** Permissions of whoever is not the owner. */
    private static final int OTHERS = 0077;

    private static final long PATIENCE_MILLIS = 5000;

    private final Wire wire;

    private Errand(Wire wire) {
        this.wire = wire;
    }

    /** What came of asking. */
    private sealed interface Reply {
        record Taken(Errand errand) implements Reply {}

        record Busy() implements Reply {}

        record Nobody() implements Reply {}
    }

    /** Writes the order, given whether it is the only one that its receiver will get. */
    public interface Clerk {
        Order order(boolean once);
    }

    /**
     * Asks whoever stands by under these circumstances, else somebody who is started for it. Empty
     * when there is no way to.
     *
     * @param folder of the sockets, which only the user may enter
     */
    public static Optional<Errand> begin(
            Path folder, Circumstances circumstances, Starter starter, Clerk clerk)
            throws IOException {
        requirePrivate(folder);
        String name = circumstances.name();
        Path shared = folder.resolve(name);
        Reply first = ask(shared, clerk.order(false));
        if (first instanceof Reply.Taken taken) {
            return Optional.of(taken.errand());
        }
        Path own = folder.resolve(name + "." + ProcessHandle.current().pid());
        if (!starter.start(own, folder.resolve("log"))) {
            return Optional.empty();
        }
        boolean busy = first instanceof Reply.Busy;
        try {
            if (!busy) {
                // In the place of one that has ended without clearing up. Of two that come at the
                // same time, the later one stays.
                Files.move(own, shared, StandardCopyOption.ATOMIC_MOVE);
            }
            Reply second = ask(busy ? own : shared, clerk.order(busy));
            return second instanceof Reply.Taken taken
                    ? Optional.of(taken.errand())
                    : Optional.empty();
        } finally {
            // Of one that nobody else is to find. Without a name it ends when its work is done.
            Files.deleteIfExists(own);
        }
    }

    /** Whoever may write to a socket can have things done in the user's name. */
    private static void requirePrivate(Path folder) throws IOException {
        Optional<FileStat> stat = FileStat.of(folder);
        if (stat.isEmpty()
                || stat.get().kind() != FileStat.Kind.FOLDER
                || (stat.get().mode() & OTHERS) != 0) {
            throw new IOException("others may enter " + folder);
        }
    }

    private static Reply ask(Path socket, Order order) {
        Wire wire;
        try {
            wire = Wire.to(socket);
        } catch (IOException e) {
            return new Reply.Nobody();
        }
        boolean taken = false;
        try {
            byte[] bytes = order.bytes();
            wire.send(Kind.ORDER, bytes, 0, bytes.length);
            Optional<Kind> answer = answer(wire);
            taken = answer.equals(Optional.of(Kind.TAKEN));
            if (taken) {
                return new Reply.Taken(new Errand(wire));
            }
            return answer.isPresent() ? new Reply.Busy() : new Reply.Nobody();
        } catch (IOException e) {
            // It ended at that very moment, for want of work.
            return new Reply.Nobody();
        } finally {
            if (!taken) {
                close(wire);
            }
        }
    }

    /** One that does not answer has been stopped, or lies on a disk for want of memory. */
    private static Optional<Kind> answer(Wire wire) throws IOException {
        Thread impatience =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(PATIENCE_MILLIS);
                                        close(wire);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        try {
            return wire.receive().map(Frame::kind);
        } finally {
            impatience.interrupt();
        }
    }

    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // Nobody listens any more.
        }
    }

    /**
     * Passes on what it prints, until its end. Where that cannot be written it goes on: a build
     * does not stop because nobody reads about it.
     *
     * @return the exit code; empty when it broke off
     */
    public OptionalInt await(OutputStream out, OutputStream err) {
        try (wire) {
            for (Optional<Frame> next = wire.receive(); next.isPresent(); next = wire.receive()) {
                Frame frame = next.get();
                switch (frame.kind()) {
                    case OUT -> write(out, frame);
                    case ERR -> write(err, frame);
                    case END -> {
                        return OptionalInt.of(Byte.toUnsignedInt(frame.content().get()));
                    }
                    case ORDER, STOP, TAKEN, BUSY ->
                            throw new IOException("not an answer: " + frame.kind());
                }
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        return OptionalInt.empty();
    }

    private static void write(OutputStream to, Frame frame) {
        try {
            to.write(frame.content().array());
        } catch (IOException e) {
            // The reader has gone, as `head` does that has seen enough.
        }
    }

    /**
     * Asks it to stop. It then ends by itself, within two seconds.
     *
     * @return whether it still could be asked
     */
    public boolean stop() {
        try {
            wire.send(Kind.STOP);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
