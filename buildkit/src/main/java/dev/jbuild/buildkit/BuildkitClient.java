package dev.jbuild.buildkit;

import dev.jbuild.buildkit.daemon.Dialer;
import dev.jbuild.buildkit.daemon.DialingSocketFactory;
import dev.jbuild.buildkit.daemon.Endpoint;
import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.wire.Channels;
import dev.jbuild.buildkit.wire.control.ControlGrpc;
import dev.jbuild.buildkit.wire.control.InfoRequest;
import dev.jbuild.buildkit.wire.control.ListWorkersRequest;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A connection to one daemon, for any number of builds, also at once and by many threads. */
public final class BuildkitClient implements AutoCloseable {

    private final ManagedChannel channel;
    private final CapabilityMemory memory;

    private BuildkitClient(ManagedChannel channel, CapabilityMemory memory) {
        this.channel = channel;
        this.memory = memory;
    }

    /**
     * Connects to a daemon.
     *
     * @throws BuildkitException.Unreachable when nothing answers there, or not as a daemon would
     */
    public static BuildkitClient connect(Endpoint endpoint) throws BuildkitException {
        boolean buildkitd =
                switch (endpoint) {
                    case Endpoint.DockerSocket _, Endpoint.DockerTcp _ -> false;
                    case Endpoint.BuildkitdUnix _, Endpoint.BuildkitdTcp _ -> true;
                };
        try {
            var sockets = new DialingSocketFactory(new Dialer(endpoint)::dial);
            return new BuildkitClient(Channels.open(sockets), new CapabilityMemory(buildkitd));
        } catch (IOException e) {
            throw new BuildkitException.Unreachable(
                    "no daemon answers at " + endpoint + ": " + e.getMessage(), e);
        }
    }

    /** What the daemon can do; asked for once, in a small build of its own (20 to 60 ms). */
    public Capabilities capabilities() throws BuildkitException, InterruptedException {
        Optional<Capabilities> known = memory.known();
        if (known.isPresent()) {
            return known.get();
        }
        return new Job(channel, memory, BuildRequest.builder().internal(true).build())
                .run(gateway -> Finish.with(gateway.capabilities()))
                .value();
    }

    /**
     * The platforms that the daemon runs, its own first. Those of {@link #capabilities} lack every
     * emulated one that no client has asked for since the daemon started; for this answer it tries
     * its emulators out, which takes 0.1 to 1.4 s.
     */
    public List<Platform> probePlatforms() throws BuildkitException {
        try {
            return WireCapabilities.platforms(
                    ControlGrpc.newBlockingStub(channel)
                            .listWorkers(ListWorkersRequest.getDefaultInstance())
                            .getRecordList());
        } catch (StatusRuntimeException e) {
            throw Failures.read(e);
        }
    }

    /**
     * What the daemon calls its version, for people: distributions call it as they like. Empty when
     * it does not say, as those of Docker before 24.
     */
    public Optional<String> version() throws BuildkitException {
        try {
            String version =
                    ControlGrpc.newBlockingStub(channel)
                            .info(InfoRequest.getDefaultInstance())
                            .getBuildkitVersion()
                            .getVersion();
            return Optional.of(version).filter(text -> !text.isEmpty());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return Optional.empty();
            }
            throw Failures.read(e);
        }
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
        if (WireExports.needCheck(request.exports())) {
            WireExports.check(request.exports(), capabilities());
        }
        return new Job(channel, memory, request).run(work);
    }

    /** Breaks the connection; builds that are under way fail. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
