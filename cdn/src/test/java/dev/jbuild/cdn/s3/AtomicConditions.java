package dev.jbuild.cdn.s3;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

import java.io.IOException;

/**
 * Sends writes with a condition one after another.
 *
 * <p>S3 looks at the condition and writes in one go. S3Proxy looks first and writes then, so that
 * of two writes at once both can hold.
 */
final class AtomicConditions implements SdkHttpClient {
    private static final Object TURN = new Object();

    private final SdkHttpClient client = UrlConnectionHttpClient.create();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        boolean conditional =
                request.httpRequest().firstMatchingHeader("If-Match").isPresent()
                        || request.httpRequest().firstMatchingHeader("If-None-Match").isPresent();
        return conditional ? new InTurn(prepared) : prepared;
    }

    @Override
    public void close() {
        client.close();
    }

    private record InTurn(ExecutableHttpRequest request) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            synchronized (TURN) {
                return request.call();
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
