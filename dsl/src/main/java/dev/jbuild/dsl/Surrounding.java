package dev.jbuild.dsl;

import dev.jbuild.dsl.script.GivenValue;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.dsl.script.RequestFacts;
import dev.jbuild.dsl.script.Surroundings;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.SortedMap;

/** The facts of a request, as build files see them. */
final class Surrounding {
    private Surrounding() {}

    /** Those of the project's build files. */
    static Surroundings of(
            LoadRequest request,
            ProjectFiles files,
            Readings readings,
            boolean lenient,
            Meter meter)
            throws UserMistake, EnvironmentFailure {
        return new Surroundings(
                new RequestFacts(request.nativePlatform(), request.userPlatform(), request.push()),
                arguments(request, files),
                new RecordedOutside(request.root(), request.environment(), readings),
                new JgitFacts(request.root().toAbsolutePath(), readings),
                lenient,
                meter);
    }

    /** Those of the build files of another repository. */
    static Surroundings of(
            Checkout checkout, LoadRequest request, Surroundings project, Readings readings) {
        return new Surroundings(
                project.request(),
                project.arguments(),
                new RecordedOutside(checkout.root(), request.environment(), readings),
                new CommitFacts(checkout),
                project.lenient(),
                project.meter());
    }

    /** The command line counts more than the file. */
    private static SortedMap<String, GivenValue> arguments(LoadRequest request, ProjectFiles files)
            throws UserMistake, EnvironmentFailure {
        SortedMap<String, GivenValue> arguments = ArgumentFile.read(files);
        request.arguments()
                .forEach(
                        (name, text) ->
                                arguments.put(name, new GivenValue(text, GivenValue.COMMAND_LINE)));
        return arguments;
    }
}
