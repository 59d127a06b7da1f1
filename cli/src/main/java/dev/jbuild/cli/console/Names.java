package dev.jbuild.cli.console;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;

import java.util.List;
import java.util.stream.Collectors;

/** Names in the form that users write. */
final class Names {
    private static final int SHORT_DIGEST = 12;

    private Names() {}

    /** Without the registry and the folder that engines add to a short name. */
    static String of(ImageName name) {
        String full = name.toString();
        String prefix = ImageName.DEFAULT_REGISTRY + "/";
        String shorter = full.startsWith(prefix) ? full.substring(prefix.length()) : full;
        return shorter.startsWith("library/") && full.startsWith(prefix)
                ? shorter.substring("library/".length())
                : shorter;
    }

    static String shortened(Digest digest) {
        return digest.hex().substring(0, SHORT_DIGEST);
    }

    static String of(List<Platform> platforms) {
        return platforms.stream().map(Platform::toString).collect(Collectors.joining(" + "));
    }

    /** {@code 1 step}, {@code 2 steps}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
