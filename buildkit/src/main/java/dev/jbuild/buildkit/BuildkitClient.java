package dev.jbuild.buildkit;

import dev.jbuild.buildkit.daemon.Endpoint;

import org.jspecify.annotations.Nullable;

/** A connection to one daemon, for any number of builds, also at once and by many threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class BuildkitClient implements AutoCloseable {

    /**
     * Connects to a daemon.
     *
     * @throws BuildkitException.Unreachable when nothing answers there, or not as a daemon would
     */
    public static BuildkitClient connect(Endpoint endpoint) throws BuildkitException {
        throw new UnsupportedOperationException();
    }

    /** What the daemon can do; asked for once, in a small build of its own (20 to 60 ms). */
    public Capabilities capabilities() throws BuildkitException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs a build: opens a session, does the work, exports its result, and leaves nothing open
     * whatever happens. Interrupting the calling thread calls the build off within two seconds.
     *
     * @throws BuildkitException what the work threw, or what the daemon had against it
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <T extends @Nullable Object> BuildOutcome<T> build(
            BuildRequest request, GatewayWork<T> work)
            throws BuildkitException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Breaks the connection; builds that are under way fail. */
    @Override
    public void close() {}
}
