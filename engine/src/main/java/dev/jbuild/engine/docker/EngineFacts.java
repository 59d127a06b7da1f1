package dev.jbuild.engine.docker;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.InfoRegistryConfig;
import com.github.dockerjava.api.model.Version;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine says about itself.
 *
 * @param keepsIndexes whether it keeps images of several platforms under one name
 * @param data its folder, on its own machine
 * @param clock what time it is there
 * @param mirrors where it looks for the images of Docker Hub first
 * @param insecure registries whose certificates it does not verify, or that it speaks to without
 */
public record EngineFacts(
        String version,
        String apiVersion,
        boolean keepsIndexes,
        Optional<Path> data,
        Optional<Instant> clock,
        List<String> mirrors,
        List<String> insecure) {
    private static final List<String> CONTAINERD_STORE =
            List.of("driver-type", "io.containerd.snapshotter.v1");
    private static final String HUB = "docker.io";

    public EngineFacts {
        mirrors = List.copyOf(mirrors);
        insecure = List.copyOf(insecure);
    }

    static EngineFacts of(Version version, Info info) {
        List<List<String>> status = info.getDriverStatuses();
        InfoRegistryConfig registries = info.getRegistryConfig();
        Map<String, InfoRegistryConfig.IndexConfig> indexes =
                registries == null || registries.getIndexConfigs() == null
                        ? Map.of()
                        : registries.getIndexConfigs();
        InfoRegistryConfig.IndexConfig hub = indexes.get(HUB);
        return new EngineFacts(
                String.valueOf(version.getVersion()),
                String.valueOf(version.getApiVersion()),
                status != null && status.contains(CONTAINERD_STORE),
                Optional.ofNullable(info.getDockerRootDir()).map(Path::of),
                Optional.ofNullable(info.getSystemTime()).flatMap(EngineFacts::instant),
                hub == null || hub.getMirrors() == null ? List.of() : hub.getMirrors(),
                indexes.entrySet().stream()
                        .filter(index -> Boolean.FALSE.equals(index.getValue().getSecure()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
