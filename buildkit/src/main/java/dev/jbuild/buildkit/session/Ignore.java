package dev.jbuild.buildkit.session;

import io.grpc.stub.StreamObserver;

/** Hears nothing, for calls that were refused. */
final class Ignore<T> implements StreamObserver<T> {
    @Override
    public void onNext(T message) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
}
