package dev.jbuild.dsl;

import dev.jbuild.dsl.script.GivenValue;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.RequestFacts;
import dev.jbuild.dsl.script.Surroundings;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.SortedMap;

/** The facts of a request, as build files see them. */
final class Surrounding {
    private Surrounding() {}

    static Surroundings of(LoadRequest request, Readings readings, boolean lenient, Meter meter)
            throws UserMistake, EnvironmentFailure {
        return new Surroundings(
                new RequestFacts(request.nativePlatform(), request.userPlatform(), request.push()),
                arguments(request, readings),
                new RecordedOutside(request.root(), request.environment(), readings),
                new JgitFacts(request.root().toAbsolutePath(), readings),
                lenient,
                meter);
    }

    /** The command line counts more than the file. */
    private static SortedMap<String, GivenValue> arguments(LoadRequest request, Readings readings)
            throws UserMistake, EnvironmentFailure {
        SortedMap<String, GivenValue> arguments = ArgumentFile.read(request.root(), readings);
        request.arguments()
                .forEach((name, text) -> arguments.put(name, new GivenValue(text, "--arg")));
        return arguments;
    }
}
