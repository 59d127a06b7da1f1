package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.filesync.FileSendGrpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Takes exports from the daemon. The one method carries two protocols: packets for directories,
 * plain bytes for archives; only the number of the export tells which, so messages are taken raw
 * and read by the receiver.
 */
final class FileSendService implements BindableService {

    private static final MethodDescriptor<byte[], byte[]> DIFF_COPY =
            FileSendGrpc.getDiffCopyMethod().toBuilder(new Raw(), new Raw()).build();

    private final List<ExportSink> sinks;

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
        try {
            return switch (sink(CallHeaders.value("buildkit-attachable-exporter-id"))) {
                case ExportSink.Directory(var path) ->
                        new Exchange(new TreeReceiver(path, outbox), outbox);
                case ExportSink.Stream(var opener) ->
                        new Exchange(new ArchiveReceiver(opener), outbox);
                case ExportSink.None() ->
                        throw new IOException("nothing is to be received for this export");
            };
        } catch (IOException e) {
            outbox.fail(Status.NOT_FOUND.withDescription(e.getMessage()).asRuntimeException());
            return new Exchange(new Discard(), outbox);
        }
    }

    /** Docker before 26 does not say which export it means, having but one. */
    private ExportSink sink(String id) throws IOException {
        int index = id.isEmpty() ? 0 : Integer.parseInt(id);
        if (index < 0 || index >= sinks.size()) {
            throw new IOException("no export has the number " + id);
        }
        return sinks.get(index);
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

    private static final class Discard implements Receiver {
        @Override
        public void take(byte[] message) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    private record Exchange(Receiver receiver, Outbox<byte[]> outbox)
            implements StreamObserver<byte[]> {

        @Override
        public void onNext(byte[] message) {
            try {
                receiver.take(message);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            outbox.abandon();
            close();
        }

        @Override
        public void onCompleted() {
            try {
                receiver.finish();
                receiver.close();
                outbox.complete();
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        private void fail(Exception failure) {
            String message = "receiving an export: " + failure.getMessage();
            outbox.fail(
                    Status.INTERNAL
                            .withDescription(message)
                            .withCause(failure)
                            .asRuntimeException());
            close();
        }

        private void close() {
            try {
                receiver.close();
            } catch (IOException e) {
                // The export has failed already, and for a better reason.
            }
        }
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
