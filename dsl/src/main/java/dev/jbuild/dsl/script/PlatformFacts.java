package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

import org.jspecify.annotations.Nullable;

/** The platform that a target is evaluated for, as {@code platform} in a build file. */
public final class PlatformFacts {
    private final Platform platform;

    PlatformFacts(Platform platform) {
        this.platform = platform;
    }

    /// The operating system, as in `linux`.
    public String getOs() {
        return platform.os();
    }

    /// The processor, as in `amd64`.
    public String getArch() {
        return platform.architecture();
    }

    /// The variant of the processor, as in `v7`; empty where it has none.
    public String getVariant() {
        return platform.variant();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlatformFacts facts && facts.platform.equals(platform);
    }

    /** Of the text, which is the same in every run. */
    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return platform.toString();
    }
}
