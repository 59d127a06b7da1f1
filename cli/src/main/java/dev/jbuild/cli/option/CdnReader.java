package dev.jbuild.cli.option;

import dev.jbuild.engine.cdn.CdnTask;
import dev.jbuild.model.failure.UserMistake;

import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code jbuild cdn}. */
final class CdnReader {
    private static final String ORIGIN = "file:build/cdn";

    /** Which verbs an option is for; the folder is for all. */
    private static final Map<String, List<String>> VERBS =
            Map.of(
                    Syntax.SAVE, List.of("plan"),
                    Syntax.PLATFORM, List.of("plan"),
                    Syntax.ARGUMENT, List.of("plan"),
                    Syntax.KEEP, List.of("expire"),
                    Syntax.GRACE, List.of("expire"),
                    Syntax.TAKE_OVER, List.of("publish", "rollback", "expire"));

    private final OptionValues values;

    CdnReader(OptionValues values) {
        this.values = values;
    }

    Invocation read(ProjectOptions project, ParseResult cdn) throws UserMistake {
        List<String> words = cdn.matchedPositionalValue(0, List.of());
        String verb = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        boolean takeOver = cdn.hasMatchedOption(Syntax.TAKE_OVER);
        requireOptionsOf(verb, project, cdn);
        return switch (verb) {
            case "plan" -> plan(project, cdn, rest);
            case "publish" -> {
                requireCount(verb, rest, 1, 1, "a file that `cdn plan --save` wrote", "plan.json");
                Path plan = values.path("cdn publish", rest.getFirst());
                yield new Invocation.CdnPublish(project, plan, takeOver);
            }
            case "releases" -> about(project, verb, rest, 1, new CdnTask.Releases());
            case "rollback" -> {
                Optional<String> release =
                        rest.size() > 1 ? Optional.of(rest.get(1)) : Optional.empty();
                yield about(project, verb, rest, 2, new CdnTask.Rollback(release, takeOver));
            }
            case "expire" ->
                    about(
                            project,
                            verb,
                            rest,
                            1,
                            new CdnTask.Expire(
                                    OptionValues.count(cdn, Syntax.KEEP, 5),
                                    Duration.ofDays(OptionValues.count(cdn, Syntax.GRACE, 14)),
                                    takeOver));
            default ->
                    throw UsageMistakes.mistake(
                            "invalid-option",
                            verb.isEmpty()
                                    ? "`cdn` needs to know what to do"
                                    : "`cdn " + verb + "` is nothing that can be done",
                            "there are `cdn plan`, `cdn publish`, `cdn releases`, `cdn rollback` and"
                                    + " `cdn expire`");
        };
    }

    /** What would have no effect is not what was meant. A verb that is none is told as such. */
    private static void requireOptionsOf(String verb, ProjectOptions project, ParseResult cdn)
            throws UserMistake {
        if (VERBS.values().stream().noneMatch(verbs -> verbs.contains(verb))
                && !verb.equals("releases")) {
            return;
        }
        for (String option : new TreeSet<>(VERBS.keySet())) {
            List<String> verbs = VERBS.getOrDefault(option, List.of());
            boolean isGiven =
                    option.equals(Syntax.ARGUMENT)
                            ? !project.arguments().isEmpty()
                            : cdn.hasMatchedOption(option);
            if (isGiven && !verbs.contains(verb)) {
                throw UsageMistakes.notTaken(
                        option,
                        "cdn " + verb,
                        "it is for "
                                + verbs.stream()
                                        .map(name -> "`cdn " + name + "`")
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    private Invocation plan(ProjectOptions project, ParseResult cdn, List<String> goals)
            throws UserMistake {
        requireCount("plan", goals, 1, Integer.MAX_VALUE, "a target", "+site");
        for (String goal : goals) {
            if (goal.indexOf('+') < 0) {
                throw UsageMistakes.notAReference(goal);
            }
        }
        Optional<Path> save = Optional.empty();
        if (cdn.hasMatchedOption(Syntax.SAVE)) {
            save = Optional.of(values.path(Syntax.SAVE, cdn.matchedOptionValue(Syntax.SAVE, "")));
        }
        return new Invocation.CdnPlan(
                new GoalOptions(
                        project,
                        goals,
                        OptionValues.platforms(cdn.matchedOptionValue(Syntax.PLATFORM, List.of()))),
                save);
    }

    private static Invocation about(
            ProjectOptions project, String verb, List<String> rest, int most, CdnTask task)
            throws UserMistake {
        requireCount(verb, rest, 1, most, "an origin", ORIGIN);
        return new Invocation.Cdn(project, rest.getFirst(), task);
    }

    private static void requireCount(
            String verb, List<String> rest, int least, int most, String what, String example)
            throws UserMistake {
        if (rest.size() < least || rest.size() > most) {
            throw UsageMistakes.mistake(
                    rest.size() < least ? "missing-argument" : "unexpected-argument",
                    rest.size() < least
                            ? "`cdn " + verb + "` needs " + what
                            : "`" + rest.get(most) + "` has no place here",
                    "as in `jbuild cdn " + verb + " " + example + "`");
        }
    }
}
