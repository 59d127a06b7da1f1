package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.RawMessages;
import dev.jbuild.buildkit.wire.filesync.FileSendGrpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes exports from the daemon. The one method carries two protocols: packets for directories,
 * plain bytes for archives; only the number of the export tells which, so messages are taken raw
 * and read by the receiver.
 */
final class FileSendService implements BindableService {

    private static final MethodDescriptor<byte[], byte[]> DIFF_COPY =
            FileSendGrpc.getDiffCopyMethod().toBuilder(RawMessages.INSTANCE, RawMessages.INSTANCE)
                    .build();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<ExportSink> sinks;

    /**
     * Held by whoever takes a message. A daemon may send several exports at once into one folder;
     * what one of them has found to be in order must still be when it writes.
     */
    private final ReentrantLock turn = new ReentrantLock();

    /** Archives that have come, or are coming; guarded by {@link #turn}. */
    private final Set<Integer> archives = new HashSet<>();

    /** After one refusal, or at the end, nothing more is taken; guarded by {@link #turn}. */
    private boolean failed;

    /** Guarded by {@link #turn}. */
    private final List<Exchange> exchanges = new ArrayList<>();

    private final CompletableFuture<Refusal> refusal = new CompletableFuture<>();

    FileSendService(List<ExportSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(FileSendGrpc.SERVICE_NAME)
                .addMethod(DIFF_COPY, ServerCalls.asyncBidiStreamingCall(this::receive))
                .build();
    }

    private StreamObserver<byte[]> receive(StreamObserver<byte[]> answers) {
        var call = (ServerCallStreamObserver<byte[]>) answers;
        var outbox = new Outbox<>(call);
        call.setOnCancelHandler(outbox::abandon);
        turn.lock();
        try {
            requireNoFailure();
            Exchange exchange = new Exchange(receiver(number(), outbox), outbox);
            exchanges.add(exchange);
            return exchange;
        } catch (IOException | RuntimeException e) {
            noteRefusal(e, outbox);
            outbox.fail(Status.NOT_FOUND.withDescription(e.getMessage()).asRuntimeException());
            return new Ignore<>();
        } finally {
            turn.unlock();
        }
    }

    /** Comes to be when an export is refused for the first time; before the daemon hears of it. */
    CompletableFuture<Refusal> refusal() {
        return refusal;
    }

    /** Nobody is refused anything in a call that has ended. */
    private void noteRefusal(Exception failure, Outbox<byte[]> outbox) {
        if (!failed && !outbox.isOver()) {
            refusal.complete(
                    new Refusal(message(failure), !(failure instanceof BrokenOffException)));
        }
    }

    private static String message(Exception failure) {
        return "receiving an export: " + SafePaths.message(failure);
    }

    private void requireNoFailure() throws IOException {
        if (failed) {
            throw new IOException("an export has failed before");
        }
    }

    private Receiver receiver(int number, Outbox<byte[]> outbox) throws IOException {
        return switch (sinks.get(number)) {
            case ExportSink.Directory(var path, long most) ->
                    new TreeReceiver(new TreeWriter(path, most), outbox);
            case ExportSink.Files(var opener) ->
                    new TreeReceiver(new TreeForwarder(opener.open()), outbox);
            case ExportSink.Stream(var opener) -> {
                if (!archives.add(number)) {
                    throw new IOException("the archive of an export was sent twice");
                }
                yield new ArchiveReceiver(opener);
            }
            case ExportSink.None() ->
                    throw new IOException("nothing is to be received for this export");
        };
    }

    /** Docker before 26 does not say which export it means, having but one. */
    private int number() throws IOException {
        String id = CallHeaders.value("buildkit-attachable-exporter-id");
        for (int i = 0; i < sinks.size(); i++) {
            if (id.equals(Integer.toString(i)) || id.isEmpty()) {
                return i;
            }
        }
        throw new IOException("no export has the number " + SafePaths.shown(id));
    }

    /**
     * Takes nothing more and lets go of what has not come to its end, so that nobody is at work for
     * an export whose build is over. Waits a moment for whoever takes a message now.
     */
    void end() {
        try {
            if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            failed = true;
            exchanges.forEach(Exchange::letGo);
        } finally {
            turn.unlock();
        }
    }

    /** What is done with the messages of one call. Called by one thread at a time. */
    interface Receiver {
        /** Takes a message; the next one is not read from the wire before this returns. */
        void take(byte[] message) throws IOException;

        /** The daemon has sent all. */
        void finish() throws IOException;

        /** Nothing more will come. May follow anything, also {@link #finish}. */
        void close() throws IOException;
    }

    private final class Exchange implements StreamObserver<byte[]> {

        private final Receiver receiver;
        private final Outbox<byte[]> outbox;

        /** Guarded by {@link #turn}. */
        private boolean closed;

        Exchange(Receiver receiver, Outbox<byte[]> outbox) {
            this.receiver = receiver;
            this.outbox = outbox;
        }

        @Override
        public void onNext(byte[] message) {
            inTurn(() -> receiver.take(message));
        }

        @Override
        public void onCompleted() {
            inTurn(
                    () -> {
                        receiver.finish();
                        closed = true;
                        receiver.close();
                        outbox.complete();
                    });
        }

        @Override
        public void onError(Throwable failure) {
            outbox.abandon();
            turn.lock();
            try {
                letGo();
            } finally {
                turn.unlock();
            }
        }

        private void inTurn(Taking taking) {
            turn.lock();
            try {
                requireNoFailure();
                taking.take();
            } catch (IOException | RuntimeException e) {
                noteRefusal(e, outbox);
                failed = true;
                fail(e);
            } finally {
                turn.unlock();
            }
        }

        private void fail(Exception failure) {
            outbox.fail(
                    Status.INTERNAL
                            .withDescription(message(failure))
                            .withCause(failure)
                            .asRuntimeException());
            letGo();
        }

        private void letGo() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                receiver.close();
            } catch (IOException e) {
                // The export has failed already, and for a better reason.
            }
        }
    }

    /** Does something with what has come. */
    @FunctionalInterface
    private interface Taking {
        void take() throws IOException;
    }
}
