package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

/** The platform that a target is evaluated for, as {@code platform} in a build file. */
public final class PlatformFacts {
    private final Platform platform;

    PlatformFacts(Platform platform) {
        this.platform = platform;
    }

    public String getOs() {
        return platform.os();
    }

    /** The processor, as in {@code amd64}. */
    public String getArch() {
        return platform.architecture();
    }

    /** Empty where the processor has none. */
    public String getVariant() {
        return platform.variant();
    }

    @Override
    public String toString() {
        return platform.toString();
    }
}
