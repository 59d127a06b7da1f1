package dev.jbuild.engine.archive;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a tar archive that may mean harm. What stands in front of a file, its extended headers, is
 * held in memory: it has to end before that is full.
 */
public final class CautiousTar extends TarArchiveInputStream {
    private static final long LONGEST_HEADERS = 1 << 20;

    private final Gauge gauge;
    private boolean inHeaders;

    private CautiousTar(Gauge gauge) {
        super(gauge);
        this.gauge = gauge;
    }

    public static CautiousTar of(InputStream archive) {
        return new CautiousTar(new Gauge(archive));
    }

    /**
     * The next entry; null at the end.
     *
     * @throws IOException also when its headers are too long
     */
    @Override
    public @Nullable TarArchiveEntry getNextEntry() throws IOException {
        if (inHeaders) {
            // From one header to the next.
            return super.getNextEntry();
        }
        if (getCurrentEntry() != null) {
            skip(Long.MAX_VALUE);
        }
        inHeaders = true;
        gauge.left = LONGEST_HEADERS;
        try {
            return super.getNextEntry();
        } finally {
            gauge.left = Long.MAX_VALUE;
            inHeaders = false;
        }
    }

    /** Counts what is read, and stops at the limit. */
    private static final class Gauge extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Gauge(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            count(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long length) throws IOException {
            long count = super.skip(length);
            count(count);
            return count;
        }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("what stands in front of a file has no end");
            }
        }
    }
}
