package dev.jbuild.buildkit.llb;

import java.util.Locale;

/**
 * Where an image is looked for. {@code DEFAULT} and {@code LOCAL} find images that only the daemon
 * has; {@code PULL} asks the registry. Daemons with the containerd store ask the registry first in
 * {@code DEFAULT} too.
 */
public enum ResolveMode {
    DEFAULT,
    PULL,
    LOCAL;

    /** The word on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
