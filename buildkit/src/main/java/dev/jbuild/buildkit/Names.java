package dev.jbuild.buildkit;

import dev.jbuild.buildkit.llb.ImageReferences;

import java.util.List;

/** Checks of lists of image names. */
final class Names {

    private Names() {}

    static void require(List<String> names, int least) {
        if (names.size() < least) {
            throw new IllegalArgumentException("an exported image needs a name");
        }
        names.forEach(ImageReferences::requireComplete);
    }
}
