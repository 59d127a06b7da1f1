package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.Surroundings;

/** The facts of a request, as build files see them. */
final class Surrounding {
    private Surrounding() {}

    static Surroundings of(LoadRequest request, Readings readings, boolean lenient, Meter meter) {
        return new Surroundings(
                request.nativePlatform(),
                request.arguments(),
                new RecordedOutside(request.root(), request.environment(), readings),
                new JgitFacts(request.root().toAbsolutePath(), readings),
                lenient,
                meter);
    }
}
