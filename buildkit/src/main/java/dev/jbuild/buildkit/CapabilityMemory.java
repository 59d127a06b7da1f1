package dev.jbuild.buildkit;

import dev.jbuild.buildkit.wire.gateway.PongResponse;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps what one daemon can do: it does not change while we are connected, and asking takes a
 * build.
 */
final class CapabilityMemory {

    private final boolean buildkitd;
    private final AtomicReference<@Nullable Capabilities> known = new AtomicReference<>();

    CapabilityMemory(boolean buildkitd) {
        this.buildkitd = buildkitd;
    }

    Optional<Capabilities> known() {
        return Optional.ofNullable(known.get());
    }

    Capabilities remember(PongResponse pong) {
        Capabilities capabilities = WireCapabilities.read(pong, buildkitd);
        known.set(capabilities);
        return capabilities;
    }
}
