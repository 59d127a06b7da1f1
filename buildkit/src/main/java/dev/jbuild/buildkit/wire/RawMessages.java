package dev.jbuild.buildkit.wire;

import io.grpc.MethodDescriptor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Passes the bytes of messages on as they are, whatever they should be. */
public final class RawMessages implements MethodDescriptor.Marshaller<byte[]> {
    public static final RawMessages INSTANCE = new RawMessages();

    private RawMessages() {}

    @Override
    public InputStream stream(byte[] value) {
        return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
