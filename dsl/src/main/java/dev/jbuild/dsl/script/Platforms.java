package dev.jbuild.dsl.script;

import dev.jbuild.model.Platform;

/** Platforms by their names. */
final class Platforms {
    private Platforms() {}

    static Platform named(Call call, String name) {
        if (name.equals("native")) {
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
