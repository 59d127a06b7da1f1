package dev.jbuild.dsl;

import dev.jbuild.dsl.script.BuildFile;
import dev.jbuild.dsl.script.Meter;
import dev.jbuild.model.Evaluation;
import dev.jbuild.model.Project;
import dev.jbuild.model.TargetDoc;
import dev.jbuild.model.TargetInfo;
import dev.jbuild.model.failure.EnvironmentFailure;
import dev.jbuild.model.failure.UserMistake;

import java.util.List;

/** Evaluates build files. */
public final class Buildfiles {
    /** The name of every build file. */
    public static final String FILE_NAME = BuildFile.NAME;

    private Buildfiles() {}

    /**
     * Evaluates the goals and everything that they refer to.
     *
     * @throws UserMistake when a build file, a goal or an argument is not right; it carries all
     *     mistakes that could be told at once
     * @throws EnvironmentFailure when a build file is there but cannot be read
     */
    public static Project load(LoadRequest request) throws UserMistake, EnvironmentFailure {
        return evaluate(request, Repositories.NONE).project();
    }

    /**
     * Evaluates like {@link #load}, and tells what that rests on.
     *
     * @param repositories where references to other repositories lead
     * @throws UserMistake when a build file, a goal or an argument is not right; it carries all
     *     mistakes that could be told at once
     * @throws EnvironmentFailure when a build file is there but cannot be read
     */
    public static Evaluation evaluate(LoadRequest request, Repositories repositories)
            throws UserMistake, EnvironmentFailure {
        Meter meter = new Meter();
        return Evaluating.of(meter, () -> new ProjectLoader(request, repositories, meter).load());
    }

    /**
     * The targets of the root's build file, in the order in which they are declared. Neither the
     * goals nor the platforms of the request matter, and required arguments may be missing.
     *
     * @param repositories where functions of other repositories are
     * @throws UserMistake when the build file is not right
     * @throws EnvironmentFailure when the build file is there but cannot be read
     */
    public static List<TargetInfo> list(LoadRequest request, Repositories repositories)
            throws UserMistake, EnvironmentFailure {
        Meter meter = new Meter();
        return Evaluating.of(meter, () -> Listing.of(request, repositories, meter));
    }

    /**
     * What the goals are, for people who want to use them: on the first platform of the request,
     * without what they refer to; required arguments may be missing.
     *
     * @param repositories where references to other repositories lead
     * @throws UserMistake when a build file or a goal is not right
     * @throws EnvironmentFailure when a build file is there but cannot be read
     */
    public static List<TargetDoc> document(LoadRequest request, Repositories repositories)
            throws UserMistake, EnvironmentFailure {
        Meter meter = new Meter();
        return Evaluating.of(meter, () -> Documentation.of(request, repositories, meter));
    }

    /** Evaluates a project that is by itself. */
    public static Evaluation evaluate(LoadRequest request) throws UserMistake, EnvironmentFailure {
        return evaluate(request, Repositories.NONE);
    }

    /** Lists the targets of a project that is by itself. */
    public static List<TargetInfo> list(LoadRequest request)
            throws UserMistake, EnvironmentFailure {
        return list(request, Repositories.NONE);
    }

    /** Documents targets of a project that is by itself. */
    public static List<TargetDoc> document(LoadRequest request)
            throws UserMistake, EnvironmentFailure {
        return document(request, Repositories.NONE);
    }
}
