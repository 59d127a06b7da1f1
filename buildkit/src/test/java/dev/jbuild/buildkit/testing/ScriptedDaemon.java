package dev.jbuild.buildkit.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.wire.RawMessages;
import dev.jbuild.buildkit.wire.Threads;
import dev.jbuild.buildkit.wire.control.ControlGrpc;
import dev.jbuild.buildkit.wire.control.SolveRequest;
import dev.jbuild.buildkit.wire.control.StatusRequest;
import dev.jbuild.buildkit.wire.gateway.LLBBridgeGrpc;
import dev.jbuild.buildkit.wire.gateway.Ref;
import dev.jbuild.buildkit.wire.gateway.Result;
import dev.jbuild.buildkit.wire.gateway.ReturnRequest;
import dev.jbuild.buildkit.wire.gateway.ReturnResponse;
import dev.jbuild.buildkit.wire.gateway.SolveResponse;

import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A daemon that does what a test says, where a real one cannot be brought to: to answer with
 * garbage, to never end.
 *
 * <p>Left alone it makes every build succeed: whatever is solved is there at once.
 */
public final class ScriptedDaemon implements AutoCloseable {
    private static final int MAX_MESSAGE = 16 << 20;

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    /** Calls that end with their builds, by the ids of these. */
    private final Map<String, Reply> solves = new HashMap<>();

    private final Map<String, Reply> feeds = new HashMap<>();

    /**
     * How builds have ended. Calls overtake each other: one may come after the end of its build.
     */
    private final Map<String, Status> ends = new HashMap<>();

    private final Server server;

    /** Starts one. */
    public ScriptedDaemon() throws IOException {
        on(ControlGrpc.getSessionMethod(), (_, _) -> {});
        on(
                ControlGrpc.getSolveMethod(),
                (request, reply) ->
                        hold(solves, read(SolveRequest.parser(), request).getRef(), reply));
        on(
                ControlGrpc.getStatusMethod(),
                (request, reply) ->
                        hold(feeds, read(StatusRequest.parser(), request).getRef(), reply));
        on(
                LLBBridgeGrpc.getSolveMethod(),
                (_, reply) ->
                        reply.with(
                                SolveResponse.newBuilder()
                                        .setResult(
                                                Result.newBuilder()
                                                        .setRef(Ref.newBuilder().setId("tree")))
                                        .build()));
        on(
                LLBBridgeGrpc.getReturnMethod(),
                (request, reply) -> {
                    reply.with(ReturnResponse.getDefaultInstance());
                    endBuild(reply.build(), returned(request));
                });
        server =
                OkHttpServerBuilder.forPort(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                InsecureServerCredentials.create())
                        .executor(Threads.VIRTUAL)
                        .maxInboundMessageSize(MAX_MESSAGE)
                        .fallbackHandlerRegistry(new Scripts())
                        .build()
                        .start();
    }

    /** What becomes of a message to a method. */
    @FunctionalInterface
    public interface Script {
        void play(byte[] request, Reply reply);
    }

    /** Has calls of a method go by a script. */
    public ScriptedDaemon on(MethodDescriptor<?, ?> method, Script script) {
        scripts.put(method.getFullMethodName(), script);
        return this;
    }

    /** Ends a build as a daemon does: the outer call, then its news. */
    public synchronized void endBuild(String build, Status status) {
        ends.put(build, status);
        Reply solve = solves.remove(build);
        if (solve != null && status.isOk()) {
            solve.with(dev.jbuild.buildkit.wire.control.SolveResponse.getDefaultInstance());
        } else if (solve != null) {
            solve.fail(status, new Metadata());
        }
        Reply feed = feeds.remove(build);
        if (feed != null) {
            feed.end();
        }
    }

    private synchronized void hold(Map<String, Reply> calls, String build, Reply reply) {
        calls.put(build, reply);
        Status end = ends.get(build);
        if (end != null) {
            endBuild(build, end);
        }
    }

    /** The port that it listens at on this machine. */
    public int port() {
        return server.getPort();
    }

    /** Where it is, as a buildkitd. */
    public Endpoint endpoint() {
        return Endpoint.parse("buildkitd+tcp://localhost:" + port());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static Status returned(byte[] request) {
        ReturnRequest read = read(ReturnRequest.parser(), request);
        return read.hasError()
                ? Status.UNKNOWN.withDescription(read.getError().getMessage())
                : Status.OK;
    }

    private static <T> T read(Parser<T> parser, byte[] message) {
        try {
            return parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("our own client sends no such thing", e);
        }
    }

    /** The answer to a call; what comes after its end is nobody's any more. */
    public static final class Reply {
        private static final Metadata.Key<String> BUILD =
                Metadata.Key.of("buildkit-controlapi-buildid", Metadata.ASCII_STRING_MARSHALLER);

        private final ServerCall<byte[], byte[]> call;
        private final String build;
        private boolean ended;

        private Reply(ServerCall<byte[], byte[]> call, Metadata headers) {
            this.call = call;
            this.build = Objects.requireNonNullElse(headers.get(BUILD), "");
            call.sendHeaders(new Metadata());
        }

        /** The id of the build that the call is part of; empty for one that is part of none. */
        public String build() {
            return build;
        }

        /** One of several messages. */
        public synchronized void send(byte[] message) {
            if (!ended && !call.isCancelled()) {
                call.sendMessage(message);
            }
        }

        /** The only message. */
        public void with(MessageLite message) {
            send(message.toByteArray());
            end();
        }

        /** No more messages. */
        public void end() {
            close(Status.OK, new Metadata());
        }

        /** It went wrong. */
        public void fail(Status status, Metadata details) {
            close(status, details);
        }

        private synchronized void close(Status status, Metadata details) {
            if (!ended && !call.isCancelled()) {
                ended = true;
                call.close(status, details);
            }
        }
    }

    private final class Scripts extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method =
                    MethodDescriptor.<byte[], byte[]>newBuilder()
                            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                            .setFullMethodName(name)
                            .setRequestMarshaller(RawMessages.INSTANCE)
                            .setResponseMarshaller(RawMessages.INSTANCE)
                            .build();
            return ServerMethodDefinition.create(
                    method,
                    (call, headers) -> {
                        Reply reply = new Reply(call, headers);
                        call.request(Integer.MAX_VALUE);
                        return new ServerCall.Listener<>() {
                            @Override
                            public void onMessage(byte[] message) {
                                Script script = scripts.get(name);
                                if (script == null) {
                                    reply.fail(Status.UNIMPLEMENTED, new Metadata());
                                } else {
                                    script.play(message, reply);
                                }
                            }
                        };
                    });
        }
    }
}
