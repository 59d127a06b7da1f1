package dev.jbuild.buildkit.wire;

import io.grpc.stub.CallStreamObserver;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends messages of many threads into one call, as fast as the other side takes them: gRPC itself
 * would buffer without limit, and its observers are not thread-safe.
 */
public final class Outbox<T> {

    private final CallStreamObserver<T> call;

    /** Guards the observer and {@link #over}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean over;

    /**
     * Must be made while the call is being set up, which is the only time that gRPC accepts
     * handlers.
     */
    public Outbox(CallStreamObserver<T> call) {
        this.call = call;
        call.setOnReadyHandler(this::wake);
    }

    /** Waits until there is room, then sends. Throws {@link IOException} when the call is over. */
    public void send(T message) throws IOException {
        lock.lock();
        try {
            while (!over && !call.isReady()) {
                changed.awaitUninterruptibly();
            }
            requireOpen();
            call.onNext(message);
        } finally {
            lock.unlock();
        }
    }

    /** Sends a message at once. Only for small ones, whose number the other side bounds. */
    public void sendNow(T message) throws IOException {
        lock.lock();
        try {
            requireOpen();
            call.onNext(message);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing can be sent any more. */
    public boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Ends our side well. Does nothing if the call is over. */
    public void complete() {
        end(call::onCompleted);
    }

    /** Ends our side with a failure. Does nothing if the call is over. */
    public void fail(Throwable failure) {
        end(() -> call.onError(failure));
    }

    /** Wakes and refuses all senders; for when the call has ended by itself. */
    public void abandon() {
        end(() -> {});
    }

    private void end(Runnable how) {
        lock.lock();
        try {
            if (!over) {
                over = true;
                how.run();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (over) {
            throw new IOException("the call has ended");
        }
    }
}
