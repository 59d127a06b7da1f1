package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.filesync.AuthGrpc;
import dev.jbuild.buildkit.wire.filesync.CredentialsRequest;
import dev.jbuild.buildkit.wire.filesync.CredentialsResponse;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.io.IOException;

/**
 * Hands out credentials for registries. The daemon would like us to fetch tokens ourselves; since
 * we do not offer that, it falls back to asking for the credentials.
 */
final class AuthService extends AuthGrpc.AuthImplBase {

    private final CredentialsProvider provider;

    AuthService(CredentialsProvider provider) {
        this.provider = provider;
    }

    @Override
    public void credentials(
            CredentialsRequest request, StreamObserver<CredentialsResponse> answer) {
        Credentials credentials;
        try {
            credentials = provider.credentials(request.getHost());
        } catch (IOException | RuntimeException e) {
            answer.onError(
                    Status.INTERNAL
                            .withDescription(
                                    "credentials for "
                                            + SafePaths.shown(request.getHost())
                                            + ": "
                                            + e.getMessage())
                            .withCause(e)
                            .asRuntimeException());
            return;
        }
        answer.onNext(
                CredentialsResponse.newBuilder()
                        .setUsername(credentials.username())
                        .setSecret(credentials.secret())
                        .build());
        answer.onCompleted();
    }
}
