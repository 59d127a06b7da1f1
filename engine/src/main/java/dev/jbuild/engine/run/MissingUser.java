package dev.jbuild.engine.run;

import dev.jbuild.model.Step;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user or group that a run is to have and that is not in the image. The builder looks for it when
 * the run begins, far from the step that names it.
 */
final class MissingUser {
    private static final Pattern SAID =
            Pattern.compile("unable to find (user|group) (\\S+): no matching entries");

    private MissingUser() {}

    /** Who is missing, and where that is written. */
    static Optional<Diagnosis> of(List<Step> steps, int index, String said) {
        Matcher matcher = SAID.matcher(said);
        return steps.get(index) instanceof Step.Run run && matcher.find()
                ? Optional.of(of(steps.subList(0, index), run, matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    private static Diagnosis of(List<Step> before, Step.Run run, String kind, String name) {
        Optional<String> place =
                run.options().setting().user().isPresent()
                        ? Optional.empty()
                        : before.reversed().stream()
                                .filter(Step.User.class::isInstance)
                                .map(Step.User.class::cast)
                                .findFirst()
                                .map(
                                        step ->
                                                ", which `user '%s'` names at %s:%d"
                                                        .formatted(
                                                                step.user(),
                                                                step.span().file(),
                                                                step.span().line()));
        return new Diagnosis(
                "the image has no %s `%s`%s".formatted(kind, name, place.orElse("")),
                "add it in a `run` before, or give a number, which need not be known");
    }
}
