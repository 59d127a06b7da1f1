package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Platform;
import dev.jbuild.buildkit.wire.caps.APICap;
import dev.jbuild.buildkit.wire.gateway.PongResponse;
import dev.jbuild.buildkit.wire.types.WorkerRecord;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a daemon says about itself. */
final class WireCapabilities {

    /** Docker's graph drivers come without containerd's snapshots. */
    private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";

    private WireCapabilities() {}

    static Capabilities read(PongResponse pong, boolean buildkitd) {
        Map<String, String> labels =
                pong.getWorkersCount() == 0 ? Map.of() : pong.getWorkers(0).getLabelsMap();
        return new Capabilities(
                enabled(pong.getLLBCapsList()),
                enabled(pong.getFrontendAPICapsList()),
                platforms(pong.getWorkersList()),
                labels,
                buildkitd
                        ? Capabilities.ImageStore.BUILDKITD
                        : labels.containsKey(SNAPSHOTTER)
                                ? Capabilities.ImageStore.CONTAINERD
                                : Capabilities.ImageStore.GRAPHDRIVER);
    }

    static List<Platform> platforms(List<WorkerRecord> workers) {
        return workers.stream()
                .flatMap(worker -> worker.getPlatformsList().stream())
                .filter(p -> !p.getOS().isEmpty() && !p.getArchitecture().isEmpty())
                .map(p -> new Platform(p.getOS(), p.getArchitecture(), p.getVariant()))
                .distinct()
                .toList();
    }

    private static Set<String> enabled(List<APICap> caps) {
        return caps.stream()
                .filter(APICap::getEnabled)
                .map(APICap::getID)
                .collect(Collectors.toSet());
    }
}
