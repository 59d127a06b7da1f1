package dev.jbuild.engine.testing;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** A server that is never silent and never done. */
public final class Dripping {
    private static final long PAUSE = 200_000_000;

    private Dripping() {}

    /** Answers a byte now and then, until nobody listens any more. */
    public static void into(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        while (!Thread.currentThread().isInterrupted()) {
            body.write('0');
            body.flush();
            LockSupport.parkNanos(PAUSE);
        }
    }
}
