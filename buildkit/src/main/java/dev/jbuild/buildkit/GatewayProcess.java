package dev.jbuild.buildkit;

import com.google.common.util.concurrent.SettableFuture;
import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.gateway.ExecMessage;
import dev.jbuild.buildkit.wire.gateway.ExitMessage;
import dev.jbuild.buildkit.wire.gateway.FdMessage;
import dev.jbuild.buildkit.wire.gateway.InitMessage;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc.LLBBridgeStub;
import dev.jbuild.buildkit.wire.gateway.ResizeMessage;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A program in a container. The daemon tells its exit, then the rest of its output, and that all is
 * done only when its input has ended too.
 */
final class GatewayProcess
        implements ContainerProcess, ClientResponseObserver<ExecMessage, ExecMessage> {

    private static final int INPUT = 0;
    private static final int ERRORS = 2;
    private static final int UNKNOWN = 255;

    private final String id;
    private final JobCalls calls;
    private final OutputStream out;
    private final OutputStream err;
    private final SettableFuture<Integer> ended = SettableFuture.create();

    /** Guarded by {@link #turn}, which nothing but sending is done under. */
    private @Nullable ClientCallStreamObserver<ExecMessage> requests;

    private boolean inputEnded;

    private final Object turn = new Object();

    /** Of the thread that messages come on, like the next one. */
    private int code = UNKNOWN;

    /** What the daemon says where the program has no exit code of its own. */
    private @Nullable String failure;

    GatewayProcess(String id, JobCalls calls, OutputStream out, OutputStream err) {
        this.id = id;
        this.calls = calls;
        this.out = out;
        this.err = err;
    }

    void start(LLBBridgeStub stub, InitMessage start) {
        ended.addListener(this::stopIfCancelled, Threads.VIRTUAL);
        inputEnded = !start.getTty();
        stub.execProcess(this);
        send(ExecMessage.newBuilder().setProcessID(id).setInit(start).build());
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ExecMessage> stream) {
        synchronized (turn) {
            requests = stream;
        }
    }

    @Override
    public void input(byte[] data) {
        synchronized (turn) {
            if (!inputEnded) {
                send(file(FdMessage.newBuilder().setFd(INPUT).setData(ByteString.copyFrom(data))));
            }
        }
    }

    @Override
    public void endInput() {
        synchronized (turn) {
            if (!inputEnded) {
                inputEnded = true;
                send(file(FdMessage.newBuilder().setFd(INPUT).setEOF(true)));
            }
        }
    }

    @Override
    public void resize(int rows, int columns) {
        send(
                ExecMessage.newBuilder()
                        .setProcessID(id)
                        .setResize(ResizeMessage.newBuilder().setRows(rows).setCols(columns))
                        .build());
    }

    @Override
    public int await() throws BuildkitException, InterruptedException {
        return calls.await(ended, Failures::read);
    }

    @Override
    public void onNext(ExecMessage message) {
        switch (message.getInputCase()) {
            case FILE -> print(message.getFile());
            case EXIT -> {
                exited(message.getExit());
                endInput();
            }
            case DONE -> {
                finish();
                synchronized (turn) {
                    if (requests != null) {
                        requests.onCompleted();
                        requests = null;
                    }
                }
            }
            default -> {}
        }
    }

    private void print(FdMessage file) {
        try {
            OutputStream stream = file.getFd() == ERRORS ? err : out;
            file.getData().writeTo(stream);
            stream.flush();
        } catch (IOException e) {
            // Whoever no longer listens does not keep the program from going on.
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.setException(failure);
    }

    @Override
    public void onCompleted() {
        finish();
    }

    private void exited(ExitMessage exit) {
        code = exit.getCode();
        if (code == UNKNOWN && exit.hasError()) {
            failure = exit.getError().getMessage();
        }
    }

    private void finish() {
        if (failure == null) {
            ended.set(code);
        } else {
            ended.setException(Status.UNKNOWN.withDescription(failure).asException());
        }
    }

    private ExecMessage file(FdMessage.Builder file) {
        return ExecMessage.newBuilder().setProcessID(id).setFile(file).build();
    }

    private void send(ExecMessage message) {
        synchronized (turn) {
            if (requests != null && !ended.isDone()) {
                requests.onNext(message);
            }
        }
    }

    private void stopIfCancelled() {
        synchronized (turn) {
            if (ended.isCancelled() && requests != null) {
                requests.cancel("nobody waits for the program any more", null);
                requests = null;
            }
        }
    }
}
