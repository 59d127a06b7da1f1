package dev.jbuild.front;

import java.nio.file.Path;
import java.util.Map;

/** Where jbuild keeps what outlives a build: its cache, and reports of its own bugs. */
public final class StateFolder {
    private StateFolder() {}

    /**
     * {@code $JBUILD_HOME}, else {@code $XDG_CACHE_HOME/jbuild}, else {@code ~/.cache/jbuild}. An
     * empty variable counts as absent, as the XDG specification wants it.
     *
     * @param environment with the {@link HomeFolder}
     */
    public static Path of(Map<String, String> environment, Path workingFolder) {
        String own = environment.getOrDefault("JBUILD_HOME", "");
        if (!own.isEmpty()) {
            return workingFolder.resolve(own).normalize();
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return caches.isEmpty()
                ? workingFolder
                        .resolve(environment.getOrDefault("HOME", ""))
                        .resolve(".cache")
                        .resolve("jbuild")
                        .normalize()
                : workingFolder.resolve(caches).resolve("jbuild").normalize();
    }
}
