package dev.jbuild.buildkit.session;

import com.google.protobuf.ByteString;

import dev.jbuild.buildkit.wire.secrets.GetSecretRequest;
import dev.jbuild.buildkit.wire.secrets.GetSecretResponse;
import dev.jbuild.buildkit.wire.secrets.SecretsGrpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.util.Optional;

/** Hands out secrets, to each step that asks. */
final class SecretsService extends SecretsGrpc.SecretsImplBase {

    private final SecretSource source;

    SecretsService(SecretSource source) {
        this.source = source;
    }

    @Override
    public void getSecret(GetSecretRequest request, StreamObserver<GetSecretResponse> answer) {
        Optional<byte[]> secret;
        try {
            secret = source.secret(request.getID());
        } catch (RuntimeException e) {
            answer.onError(
                    Status.INTERNAL
                            .withDescription(
                                    "secret "
                                            + SafePaths.shown(request.getID())
                                            + ": "
                                            + e.getMessage())
                            .withCause(e)
                            .asRuntimeException());
            return;
        }
        if (secret.isEmpty()) {
            answer.onError(
                    Status.NOT_FOUND
                            .withDescription(
                                    "secret " + SafePaths.shown(request.getID()) + " not found")
                            .asRuntimeException());
            return;
        }
        answer.onNext(
                GetSecretResponse.newBuilder().setData(ByteString.copyFrom(secret.get())).build());
        answer.onCompleted();
    }
}
