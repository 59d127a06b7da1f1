package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.Platform;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a daemon can do. Versions are no guide: distributions and storage modes differ within one.
 *
 * @param llb enabled abilities of graphs, as in {@code mergeop}
 * @param frontend enabled abilities of the gateway, as in {@code gateway.exec}
 * @param platforms that its workers run, the native one first; of emulated ones those that it has
 *     tried, see {@link BuildkitClient#probePlatforms}
 * @param workerLabels what the first worker says about itself
 */
public record Capabilities(
        Set<String> llb,
        Set<String> frontend,
        List<Platform> platforms,
        Map<String, String> workerLabels,
        ImageStore imageStore) {

    public Capabilities {
        llb = Set.copyOf(llb);
        frontend = Set.copyOf(frontend);
        platforms = List.copyOf(platforms);
        workerLabels = Map.copyOf(workerLabels);
    }

    /** Where images live, which decides what can be exported. */
    public enum ImageStore {
        /** Docker with containerd's store: every exporter, multi-platform images. */
        CONTAINERD,
        /**
         * Docker with a graph driver: {@code local}, {@code tar} and single-platform {@code moby},
         * which never pushes.
         */
        GRAPHDRIVER,
        /** A buildkitd: everything but {@code moby}. */
        BUILDKITD
    }

    /** Merge and diff operations work. */
    public boolean mergeAndDiff() {
        return llb.contains("mergeop") && llb.contains("diffop");
    }

    /**
     * More than one export in a build works; daemons without it drop all but the first in silence.
     */
    public boolean multipleExports() {
        return llb.contains("exporter.multiple");
    }

    /** Secrets as environment variables work; daemons without it drop them in silence. */
    public boolean secretEnv() {
        return llb.contains("exec.secretenv");
    }

    /** Containers can be opened and programs run in them by hand. */
    public boolean containers() {
        return frontend.contains("gateway.exec");
    }

    /**
     * Copies know modes such as {@code g=u}; daemons without that drop them in silence. Nothing
     * tells of it, but it came together with something that does.
     */
    public boolean symbolicModes() {
        return llb.contains("exec.validexitcode");
    }

    /** Copies honour include and exclude patterns; daemons without it drop them in silence. */
    public boolean copyPatterns() {
        return llb.contains("file.copy.includeexcludepatterns");
    }
}
