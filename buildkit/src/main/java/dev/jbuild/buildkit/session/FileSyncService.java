package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.Outbox;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.filesync.FileSyncGrpc;
import dev.jbuild.buildkit.wire.fsutil.Packet;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sends directories to the daemon. */
final class FileSyncService extends FileSyncGrpc.FileSyncImplBase {

    private final Map<String, LocalDirectory> directories;

    FileSyncService(List<LocalDirectory> directories) {
        this.directories =
                directories.stream()
                        .collect(Collectors.toMap(LocalDirectory::name, Function.identity()));
    }

    @Override
    public StreamObserver<Packet> diffCopy(StreamObserver<Packet> answers) {
        var call = (ServerCallStreamObserver<Packet>) answers;
        var outbox = new Outbox<>(call);
        call.setOnCancelHandler(outbox::abandon);
        String name = CallHeaders.value("dir-name");
        LocalDirectory directory = directories.get(name);
        if (directory == null) {
            outbox.fail(
                    Status.NOT_FOUND
                            .withDescription("no directory named " + name + " is offered")
                            .asRuntimeException());
            return new Ignore<>();
        }
        var upload = new Upload(directory, outbox);
        Threads.VIRTUAL.execute(upload::sendListing);
        return upload;
    }
}
