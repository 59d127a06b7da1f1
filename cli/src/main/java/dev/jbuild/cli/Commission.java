package dev.jbuild.cli;

import dev.jbuild.cli.command.ExitCode;
import dev.jbuild.cli.console.Console;
import dev.jbuild.cli.console.Terminals;
import dev.jbuild.front.standby.Order;
import dev.jbuild.front.standby.Wire;
import dev.jbuild.front.standby.Wire.Frame;
import dev.jbuild.front.standby.Wire.Kind;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** A build for somebody who has called: what it prints goes to them, and it ends when they do. */
final class Commission {
    /** After these, the process is as it was before. */
    private static final Set<ExitCode> REGULAR =
            Set.of(ExitCode.DONE, ExitCode.STEP_FAILED, ExitCode.MISTAKE);

    private final Wire caller;
    private final Worker worker;

    /**
     * Writing on a thread of its own: one that is interrupted while it writes ends the connection.
     */
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("writer").factory());

    private Optional<Interruption> underWay = Optional.empty();

    /** Does what is ordered. */
    interface Worker {
        ExitCode work(Order order, Console console, BooleanSupplier interrupted);
    }

    Commission(Wire caller, Worker worker) {
        this.caller = caller;
        this.worker = worker;
    }

    /**
     * Carries it out, in this thread.
     *
     * @param beforeEnd called when all is done, before the caller is told
     * @return whether the process is good for another one
     */
    boolean carryOut(Runnable beforeEnd) {
        try (caller;
                writer) {
            Optional<Frame> first = caller.receive();
            if (first.isEmpty() || first.get().kind() != Kind.ORDER) {
                return true;
            }
            Order order = Order.of(first.get().content());
            caller.send(Kind.TAKEN);
            Console console = console(order);
            Interruption interruption =
                    new Interruption(
                            Thread.currentThread(), console::restoreTerminal, Interruption.GRACE);
            begin(interruption);
            Thread.ofVirtual().start(this::listen);
            ExitCode exitCode = worker.work(order, console, interruption::asked);
            end();
            beforeEnd.run();
            send(Kind.END, new byte[] {(byte) exitCode.number()}, 0, 1);
            // Whatever an interrupted build has left in the process, nobody will meet it.
            return !order.once() && !interruption.asked() && REGULAR.contains(exitCode);
        } catch (IOException e) {
            // The caller has gone, and with it whoever could be told.
            return false;
        }
    }

    private synchronized void begin(Interruption interruption) {
        underWay = Optional.of(interruption);
    }

    /** From now on nothing of it can be interrupted, and nothing after it. */
    private synchronized void end() {
        underWay = Optional.empty();
    }

    /** Does what Ctrl-C does to a process of one's own. */
    synchronized void stop() {
        underWay.ifPresent(Interruption::signalled);
    }

    /** Waits until it is written, whoever interrupts. */
    private void send(Kind kind, byte[] bytes, int offset, int length) throws IOException {
        try {
            CompletableFuture.runAsync(
                            () -> {
                                try {
                                    caller.send(kind, bytes, offset, length);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            },
                            writer)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(e);
        }
    }

    /** Hears whether the caller wants to stop; one that is gone does. */
    private void listen() {
        boolean there = true;
        while (there) {
            try {
                there = caller.receive().isPresent();
            } catch (IOException e) {
                there = false;
            }
            stop();
        }
    }

    private Console console(Order order) {
        return new Console(
                new Stream(Kind.OUT),
                new Stream(Kind.ERR),
                new Terminals(
                        order.screen().out(),
                        order.screen().err(),
                        Path.of(order.screen().device())),
                order.environment());
    }

    /** One of the caller's streams. */
    private final class Stream extends OutputStream {
        private final Kind kind;

        Stream(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            send(kind, bytes, offset, length);
        }
    }
}
