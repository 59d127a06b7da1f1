package dev.jbuild.engine.base;

import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

/** A base image as a recipe asks for it. */
public record BaseUse(ImageName name, Platform platform) {
    /** {@code name for platform}, as messages have it. */
    @Override
    public String toString() {
        return "`" + name + "` for " + platform;
    }
}
