package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

/** Platforms by their names. */
final class Platforms {
    /** The name of the platform that runs without emulation. */
    static final String NATIVE = "native";

    private Platforms() {}

    static Platform named(Call call, String name) {
        if (name.equals(NATIVE)) {
            return call.run().surroundings().request().nativePlatform();
        }
        try {
            return Platform.parse(name);
        } catch (IllegalArgumentException e) {
            throw call.mistakeAt(
                    name,
                    "platform",
                    "`" + name + "` is no platform",
                    "write it as in `linux/amd64`, `linux/arm64`, `linux/arm/v7` or `native`");
        }
    }
}
