package dev.jbuild.cdn.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder.Parameters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A codec at its best level. */
interface Encoder {
    /** What its output depends on beside the input. */
    String identity();

    byte[] encode(byte[] plain) throws IOException;

    /** Without time and name in the header, so that equal content gives equal bytes. */
    Encoder GZIP =
            new Encoder() {
                @Override
                public String identity() {
                    return "gzip 9 java " + Runtime.version();
                }

                @Override
                public byte[] encode(byte[] plain) throws IOException {
                    ByteArrayOutputStream small = new ByteArrayOutputStream(plain.length / 3 + 64);
                    try (GZIPOutputStream gzip = new BestGzip(small)) {
                        gzip.write(plain);
                    }
                    return small.toByteArray();
                }
            };

    Encoder BROTLI =
            new Encoder() {
                @Override
                public String identity() {
                    return "brotli 11 brotli4j "
                            + Objects.requireNonNullElse(
                                    Brotli4jLoader.class.getPackage().getImplementationVersion(),
                                    "");
                }

                @Override
                public byte[] encode(byte[] plain) throws IOException {
                    Brotli4jLoader.ensureAvailability();
                    return com.aayushatharva.brotli4j.encoder.Encoder.compress(
                            plain, new Parameters().setQuality(11));
                }
            };

    /** The level is a field that only a subclass sees. */
    final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
