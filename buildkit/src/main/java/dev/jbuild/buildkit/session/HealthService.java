package dev.jbuild.buildkit.session;

import dev.jbuild.buildkit.wire.health.HealthCheckRequest;
import dev.jbuild.buildkit.wire.health.HealthCheckResponse;
import dev.jbuild.buildkit.wire.health.HealthGrpc;

import io.grpc.stub.StreamObserver;

/** Says that we are there. Without an answer the daemon drops the session within seconds. */
final class HealthService extends HealthGrpc.HealthImplBase {

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        answer.onNext(
                HealthCheckResponse.newBuilder()
                        .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                        .build());
        answer.onCompleted();
    }
}
