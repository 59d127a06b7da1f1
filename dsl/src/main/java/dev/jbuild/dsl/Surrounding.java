package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Surroundings;

/** The facts of a request, as build files see them. */
final class Surrounding {
    private Surrounding() {}

    static Surroundings of(LoadRequest request, boolean lenient) {
        return new Surroundings(
                request.nativePlatform(),
                request.arguments(),
                request.environment(),
                new JgitFacts(request.root().toAbsolutePath()),
                lenient);
    }
}
