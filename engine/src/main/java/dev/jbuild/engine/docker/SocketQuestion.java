package dev.jbuild.engine.docker;

import dev.jbuild.front.ledger.EngineSocket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks the engine at a socket on a thread of the system. If a virtual one waited for the answer,
 * the JVM would have a thread of its own wait for all sockets until the end, and for that one its
 * end would wait 0.3 s ({@code VM_Exit::wait_for_threads_in_native_to_block} in HotSpot's
 * vmOperations.cpp).
 */
final class SocketQuestion {
    private SocketQuestion() {}

    /**
     * As {@link EngineSocket#ask}.
     *
     * @throws InterruptedIOException when the calling thread is interrupted, which it stays
     */
    static String ask(Path socket, String what, int enough) throws IOException {
        FutureTask<String> question =
                new FutureTask<>(() -> EngineSocket.ask(socket, what, enough));
        Thread.ofPlatform().daemon().name("question").start(question);
        try {
            return question.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            // Closes the connection.
            question.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the question was called off");
        }
    }
}
