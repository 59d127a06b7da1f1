package dev.jbuild.front.ledger;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine as it is now, for {@link Fact#recheck}. Safe for use by many threads.
 *
 * <p>Files in doubt are read up to a bound: the full program digests many times faster, because its
 * compiler knows the processor's instructions for that.
 */
public final class Present {
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final AtomicLong readable;

    /**
     * @param clock the clock that the file system's times come from
     * @param readable how many bytes of files in doubt may be read in all
     */
    public Present(Map<String, String> environment, InstantSource clock, long readable) {
        this.environment = environment;
        this.clock = clock;
        this.readable = new AtomicLong(readable);
    }

    Map<String, String> environment() {
        return environment;
    }

    InstantSource clock() {
        return clock;
    }

    /** Whether a file of this size may be read as well. */
    boolean mayRead(long bytes) {
        return readable.addAndGet(-bytes) >= 0;
    }
}
