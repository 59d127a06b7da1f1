package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.RawMessages;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.filesync.FileSyncGrpc;
import dev.jbuild.buildkit.wire.fsutil.Packet;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends directories to the daemon.
 *
 * <p>What it asks is taken raw and read by the upload: gRPC would end the call for what cannot be
 * read, while another thread is answering.
 */
final class FileSyncService implements BindableService {

    private static final MethodDescriptor<byte[], Packet> DIFF_COPY =
            FileSyncGrpc.getDiffCopyMethod().toBuilder(
                            RawMessages.INSTANCE,
                            FileSyncGrpc.getDiffCopyMethod().getResponseMarshaller())
                    .build();

    private final Map<String, LocalDirectory> directories;

    FileSyncService(List<LocalDirectory> directories) {
        this.directories =
                directories.stream()
                        .collect(Collectors.toMap(LocalDirectory::name, Function.identity()));
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(FileSyncGrpc.SERVICE_NAME)
                .addMethod(DIFF_COPY, ServerCalls.asyncBidiStreamingCall(this::send))
                .build();
    }

    private StreamObserver<byte[]> send(StreamObserver<Packet> answers) {
        var call = (ServerCallStreamObserver<Packet>) answers;
        var outbox = new Outbox<>(call);
        call.setOnCancelHandler(outbox::abandon);
        String name = CallHeaders.value("dir-name");
        LocalDirectory directory = directories.get(name);
        if (directory == null) {
            outbox.fail(
                    Status.NOT_FOUND
                            .withDescription(
                                    "no directory named " + SafePaths.shown(name) + " is offered")
                            .asRuntimeException());
            return new Ignore<>();
        }
        var upload = new Upload(directory, outbox);
        Threads.VIRTUAL.execute(upload::sendListing);
        return upload;
    }
}
