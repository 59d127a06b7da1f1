package dev.jbuild.buildkit.session;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Lets services see the headers of the call they answer, where the daemon puts what it asks for.
 */
final class CallHeaders {

    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    static final ServerInterceptor KEEP =
            new ServerInterceptor() {
                @Override
                public <Q, R> ServerCall.Listener<Q> interceptCall(
                        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                    return Contexts.interceptCall(
                            Context.current().withValue(HEADERS, headers), call, headers, next);
                }
            };

    private CallHeaders() {}

    /** The header's value in the current call; empty when there is none. */
    static String value(String name) {
        Metadata headers = HEADERS.get();
        String value = headers == null ? null : headers.get(key(name));
        if (value == null) {
            return "";
        }
        boolean encoded = headers != null && headers.containsKey(key(name + "-encoded"));
        return encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
